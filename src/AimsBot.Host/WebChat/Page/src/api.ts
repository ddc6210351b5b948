/** What the host's JSON interface takes and gives; its README is beside the folder of this one. */

export type Json = Record<string, unknown>;

export interface Command { teams: string; slack: string; text: string }
export interface Person { user: string; name: string; roles: string[]; manager: string | null; timeZone: string; language: string; commands: Command[] }
export interface People { organisation: string; token: string; people: Person[] }
export interface Message { user: string; id: string; version: number; at: string; mine: boolean; text: string; card?: Json; blocks?: Block[] }
export interface Form { verb: string; message: string | null; card: Json; view: View; faults: Record<string, string> }
export interface Answer { message?: Message; form?: Form }
export interface Commit { record: string; type: string; revision: number; at: string; actor: string; role: string; verb: string; hash: string }
export interface Clock { now: string; aheadSeconds: number }
export interface Whole { token: string; clock: Clock; chats: Record<string, Message[]>; commits: Commit[] }
export interface Entry { revision: number; at: string; actor: string; role: string; verb: string; hash: string; payload: Json }
export interface Governed {
  id: string; type: string; state: string; revision: number; opened: string; data: Json; entries: Entry[];
  chain: { whole: boolean; entries: number; erased: number; fault: string | null };
}
export interface Rendering { card: Json; blocks?: Block[]; view?: View; losses: string[] }
export interface Sample { label: string; data: Json; renderings: Record<string, Rendering> }
export interface Card { name: string; template: Json; findings: { rule: string; what: string }[]; samples: Sample[] }
export interface Gallery { languages: string[]; faults: string[]; cards: Card[] }

/** Block Kit, as far as the bot writes it. */
export interface SlackText { type: "plain_text" | "mrkdwn"; text: string; emoji?: boolean }
export interface SlackOption { text: SlackText; value: string; description?: SlackText }
export interface SlackElement {
  type: string; action_id?: string; text?: SlackText; value?: string; url?: string; style?: "primary" | "danger"; accessibility_label?: string;
  options?: SlackOption[]; initial_option?: SlackOption; initial_options?: SlackOption[]; placeholder?: SlackText; multiline?: boolean; max_length?: number;
  initial_value?: string; initial_date?: string; initial_time?: string; min_value?: string; max_value?: string; is_decimal_allowed?: boolean;
  image_url?: string; alt_text?: string;
}
export interface Block {
  type: string; block_id?: string; text?: SlackText; fields?: SlackText[]; accessory?: SlackElement; elements?: (SlackElement | SlackText)[];
  element?: SlackElement; label?: SlackText; hint?: SlackText; optional?: boolean; image_url?: string; alt_text?: string; title?: SlackText;
}
export interface View { type: string; title?: SlackText; submit?: SlackText; close?: SlackText; callback_id?: string; private_metadata?: string; blocks: Block[] }

/** The bot said no, with its reason. */
export class Refused extends Error {}

let token = "";

export const setToken = (value: string): void => void (token = value);

export async function get<T>(path: string): Promise<T> {
  const response = await fetch(path);
  if (!response.ok) throw new Refused(`${response.status}`);
  return (await response.json()) as T;
}

export async function people(): Promise<People> {
  const found = await get<People>(`/web/people${location.search}`);
  setToken(found.token);
  return found;
}

export const say = (user: string, text: string, key: string): Promise<Answer> => post(`/web/chats/${encodeURIComponent(user)}/say`, { text, key });

export const press = (user: string, act: { verb: string; data: Json; message?: string; key: string }): Promise<Answer> =>
  post(`/web/chats/${encodeURIComponent(user)}/press`, act);

export const share = (user: string, file: File, text: string, key: string): Promise<Answer> =>
  post(`/web/chats/${encodeURIComponent(user)}/file?${new URLSearchParams({ name: file.name, text, key })}`, file);

export const forward = (by: string): Promise<Clock> => post("/web/clock", { forward: by });

/** What makes an act one act, however often it is sent. */
export const newKey = (): string => crypto.randomUUID();

async function post<T>(path: string, body: unknown, again = true): Promise<T> {
  const isFile = body instanceof File;
  const headers = { "Content-Type": isFile ? "application/octet-stream" : "application/json", "X-AimsBot-Token": token };
  const response = await fetch(path, { method: "POST", headers, body: isFile ? body : JSON.stringify(body) });
  if (response.status === 403 && again) {
    // The bot was started anew, and has another token.
    await people();
    return post(path, body, false);
  }
  if (response.ok) return (await response.json()) as T;
  const problem = (await response.json().catch(() => ({}))) as { problem?: string };
  throw new Refused(problem.problem ?? `${response.status}`);
}
