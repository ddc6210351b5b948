import { type Answer, type Form, type Json, type Message, newKey, type Person, press, Refused, say, share } from "./api";
import { h, newId } from "./dom";
import { renderSlack, renderView } from "./slack";
import { renderTeams } from "./teams";
import { moment, t } from "./texts";

export type Look = "teams" | "slack";

const languageName = (language: string): string => new Intl.DisplayNames([document.documentElement.lang], { type: "language" }).of(language) ?? language;

/** One chat window: a person, a look, the messages, and a form where one is open. */
export class Chat {
  readonly element: HTMLElement;
  private readonly title = h("h2", {});
  private readonly about = h("p", { class: "about" });
  private readonly log = h("div", { class: "log", role: "log", tabindex: 0, "aria-label": t("page.messages") });
  private readonly commands = h("div", { class: "commands", role: "group", "aria-label": t("page.commands") });
  private readonly box = h("textarea", { rows: 1, "aria-label": t("page.say"), placeholder: t("page.say"), maxlength: 30000 });
  private readonly file = h("input", { type: "file", hidden: true, tabindex: -1, "aria-label": t("page.file"), onchange: () => void this.share() });
  private readonly trouble = h("p", { class: "fault trouble", role: "alert" });
  private readonly front: HTMLElement;
  private readonly behind: HTMLElement;
  private readonly shown = new Map<string, { version: number; element: HTMLElement }>();
  private messages: Message[] = [];
  private form: HTMLElement | undefined;
  private opener: HTMLElement | undefined;
  private openedFrom: string | null = null;
  private unsent = { text: "", key: "" };
  private busy = false;

  constructor(readonly name: string, private readonly people: Person[], public person: Person, public look: Look, private readonly changed: () => void) {
    const [who, how, title] = [newId(), newId(), newId()];
    this.title.id = title;
    const persons = h("select", { id: who, onchange: () => this.become(persons.value) }, ...people.map((one) => h("option", { value: one.user }, `${one.name} (${one.roles.join(", ")})`)));
    const looks = h("select", { id: how, onchange: () => this.wear(looks.value as Look) }, h("option", { value: "teams" }, t("page.teams")), h("option", { value: "slack" }, t("page.slack")));
    persons.value = person.user;
    looks.value = look;
    const write = h("form", { class: "write", onsubmit: (event) => { event.preventDefault(); void this.send(); } }, this.box, this.file, h("button", { type: "button", title: t("page.file"), "aria-label": t("page.file"), onclick: () => this.file.click() }, "📎"), h("button", { type: "submit", class: "primary" }, t("page.send")));
    this.box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      void this.send();
    });
    this.behind = h("div", { class: "behind" }, this.log, this.commands, write);
    this.front = h("div", { class: "front" });
    this.element = h(
      "section", { class: "chat", id: name, "aria-labelledby": title },
      h("header", {}, h("div", { class: "choices" }, h("label", { for: who }, t("page.person")), persons, h("label", { for: how }, t("page.look")), looks), this.title, this.about),
      h("div", { class: "stage" }, this.behind, this.front),
      this.trouble,
    );
    this.element.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.form) this.close();
    });
    this.introduce();
  }

  /** The whole chat as the bot has it. */
  replace(messages: Message[]): void {
    const known = new Set(messages.map((message) => message.id));
    this.messages = this.messages.filter((message) => known.has(message.id));
    for (const [id, shown] of this.shown) {
      if (known.has(id)) continue;
      shown.element.remove();
      this.shown.delete(id);
    }
    for (const message of messages) this.put(message);
    if (messages.length === 0) this.log.replaceChildren(h("p", { class: "empty" }, t("page.empty")));
  }

  /** A message that is new or was brought up to date; one that is older than what is shown is passed over. */
  put(message: Message): void {
    if (message.user !== this.person.user) return;
    const place = this.messages.findIndex((one) => one.id === message.id);
    if (place < 0) this.messages.splice(this.placeOf(message), 0, message);
    else if ((this.messages[place]?.version ?? 0) < message.version) this.messages[place] = message;
    else return;
    this.show(message);
  }

  /** Where it belongs in the chat: an answer may be here before the line that it answers. */
  private placeOf(message: Message): number {
    const later = this.messages.findIndex((one) => one.at > message.at || (one.at === message.at && message.mine && !one.mine));
    return later < 0 ? this.messages.length : later;
  }

  private show(message: Message): void {
    // Whoever reads further up stays there; whoever reads the end sees the end.
    const isAtEnd = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 40;
    const before = this.shown.get(message.id);
    const element = this.draw(message);
    this.log.querySelector(":scope > .empty")?.remove();
    if (before) {
      const focused = before.element.contains(document.activeElement) ? document.activeElement : null;
      before.element.replaceWith(element);
      // Whoever works by keyboard stays at the button, or at the message where it is gone.
      if (focused) (sameButton(element, focused) ?? element).focus();
    } else {
      const next = this.messages[this.messages.findIndex((one) => one.id === message.id) + 1];
      this.log.insertBefore(element, (next && this.shown.get(next.id)?.element) ?? null);
    }
    if (!before || isAtEnd) this.log.scrollTop = this.log.scrollHeight;
    this.shown.set(message.id, { version: message.version, element });
  }

  private draw(message: Message): HTMLElement {
    const act = (verb: string, data: Json) => void this.press(verb, data, message.id);
    const body = message.card === undefined
      ? h("p", { class: "said" }, message.text)
      : this.look === "teams" ? renderTeams(message.card, this.person.language, act) : renderSlack(message.blocks ?? [], this.person.language, act);
    const who = message.mine ? this.person.name : t("page.bot");
    return h(
      "article", { class: `message ${message.mine ? "mine" : "bots"}`, "data-id": message.id, tabindex: -1, "aria-label": who },
      h("p", { class: "by" }, h("strong", {}, who), " ", h("time", { datetime: message.at }, moment(message.at, document.documentElement.lang, this.person.timeZone)), message.version > 1 && ` · ${t("page.changed")}`),
      h("div", { class: "body", lang: this.person.language }, body),
    );
  }

  private become(user: string): void {
    const person = this.people.find((one) => one.user === user);
    if (!person) return;
    this.person = person;
    this.close();
    this.forget();
    this.introduce();
    this.changed();
  }

  private wear(look: Look): void {
    this.look = look;
    this.close();
    const messages = this.messages;
    this.forget();
    this.introduce();
    this.replace(messages);
    this.changed();
  }

  private forget(): void {
    this.messages = [];
    this.shown.clear();
    this.log.replaceChildren();
  }

  private introduce(): void {
    const { name, roles, manager, timeZone, language } = this.person;
    this.element.dataset["look"] = this.look;
    this.title.textContent = `${t("page.chatOf")} ${name}`;
    this.about.textContent = [roles.join(", "), manager && `${t("page.reportsTo")} ${manager}`, timeZone, languageName(language)].filter(Boolean).join(" · ");
    this.commands.replaceChildren(...this.person.commands.map((command) => h("button", { type: "button", title: command.text, onclick: () => void this.send(command[this.look]) }, command[this.look])));
  }

  private async send(command?: string): Promise<void> {
    const text = command ?? this.box.value;
    if (text.trim() === "") return;
    // The same line again after a failure is the same act.
    if (this.unsent.text !== text) this.unsent = { text, key: newKey() };
    await this.act(async () => {
      const answer = await say(this.person.user, text, this.unsent.key);
      this.unsent = { text: "", key: "" };
      if (command === undefined) this.box.value = "";
      return answer;
    });
  }

  /** A file goes with what is written beside it. */
  private async share(): Promise<void> {
    const file = this.file.files?.[0];
    if (!file) return;
    const key = newKey();
    await this.act(async () => {
      const answer = await share(this.person.user, file, this.box.value.trim(), key);
      this.box.value = "";
      return answer;
    });
    this.file.value = "";
  }

  private press(verb: string, data: Json, message: string | null): Promise<void> {
    return this.act(() => press(this.person.user, { verb, data, key: newKey(), ...(message === null ? {} : { message }) }));
  }

  private async act(ask: () => Promise<Answer>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.element.setAttribute("aria-busy", "true");
    this.trouble.textContent = "";
    const person = this.person.user;
    try {
      const answer = await ask();
      if (person !== this.person.user) return;
      if (answer.form) {
        this.open(answer.form);
      } else if (answer.message) {
        this.close();
        this.put(answer.message);
      }
    } catch (problem) {
      this.trouble.textContent = problem instanceof Refused ? `${t("page.refused")}: ${problem.message}` : t("page.notSent");
    } finally {
      this.busy = false;
      this.element.removeAttribute("aria-busy");
    }
  }

  private open(form: Form): void {
    if (!this.form) this.opener = document.activeElement instanceof HTMLElement ? document.activeElement : undefined;
    this.openedFrom = form.message;
    const send = (verb: string, data: Json) => void this.press(verb, data, form.message);
    const close = () => this.close();
    const inside = this.look === "slack"
      ? renderView(form.view, this.person.language, form.faults, { press: send, submit: (data) => send(form.verb, data), close })
      : h("div", { class: "teams-dialog" }, h("button", { type: "button", class: "icon", "aria-label": t("page.close", this.person.language), onclick: close }, "✕"), renderTeams(form.card, this.person.language, send));
    this.form = h("div", { class: "dialog", role: "dialog", tabindex: -1, "aria-label": form.view.title?.text ?? t("page.form", this.person.language), lang: this.person.language }, inside);
    this.front.replaceChildren(this.form);
    // The rest of this chat waits; the other chat goes on.
    this.behind.inert = true;
    const first = this.form.querySelector<HTMLElement>("[aria-invalid=true], input, textarea, select");
    (first ?? this.form.querySelector("button"))?.focus();
  }

  private close(): void {
    if (!this.form) return;
    this.form = undefined;
    this.front.replaceChildren();
    this.behind.inert = false;
    // The message may have been brought up to date meanwhile.
    const message = this.openedFrom === null ? undefined : this.shown.get(this.openedFrom)?.element;
    const back = this.opener?.isConnected ? this.opener : message && this.opener ? (sameButton(message, this.opener) ?? message) : this.log;
    back.focus();
  }
}

/** The button of a message that says what another one said before the message was drawn anew. */
function sameButton(message: HTMLElement, before: Element): HTMLElement | undefined {
  if (!before.matches("button, summary")) return undefined;
  return [...message.querySelectorAll<HTMLElement>(before.tagName)].find((one) => one.textContent === before.textContent);
}
