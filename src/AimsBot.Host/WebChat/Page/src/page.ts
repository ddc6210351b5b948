import "./page.css";
import { type Clock, type Commit, type Message, type Person, people, setToken, type Whole } from "./api";
import { Chat, type Look } from "./chat";
import { h } from "./dom";
import { showGallery } from "./gallery";
import { ClockView, Happenings } from "./happenings";
import { t } from "./texts";

interface Choice { user: string; look: Look }

const memory = "aimsbot.chats";
const usual: [Choice, Choice] = [{ user: "claus", look: "teams" }, { user: "lea", look: "slack" }];
const patience = 1000;

async function showChats(main: HTMLElement): Promise<void> {
  const found = await people();
  const chosen = remembered();
  const clock = new ClockView();
  const happenings = new Happenings();
  const state = h("p", { class: "state-line", role: "status" });
  let follow: EventSource | undefined;
  const changed = () => {
    localStorage.setItem(memory, JSON.stringify(chats.map((chat) => ({ user: chat.person.user, look: chat.look }))));
    connect();
  };
  const chats = (["left", "right"] as const).map((name, i) => {
    const choice = chosen[i] ?? usual[0];
    const person = found.people.find((one) => one.user === choice.user) ?? found.people[i] ?? (found.people[0] as Person);
    return new Chat(name, found.people, person, choice.look, changed);
  });

  // Whatever was missed while the bot was away comes with the whole; ids and versions say what is known already.
  const connect = () => {
    follow?.close();
    const source = (follow = new EventSource(`/web/events?${new URLSearchParams(chats.map((chat) => ["user", chat.person.user]))}`));
    const on = <T>(kind: string, take: (data: T) => void) => source.addEventListener(kind, (event) => take(JSON.parse((event as MessageEvent<string>).data)));
    on<Whole>("whole", (whole) => {
      setToken(whole.token);
      state.textContent = "";
      clock.set(whole.clock);
      happenings.replace(whole.commits);
      for (const chat of chats) chat.replace(whole.chats[chat.person.user] ?? []);
    });
    on<Message>("message", (message) => chats.forEach((chat) => chat.put(message)));
    on<Commit>("commit", (commit) => happenings.add(commit));
    on<Clock>("clock", (now) => clock.set(now));
    source.onerror = () => {
      source.close();
      if (source !== follow) return;
      state.textContent = t("page.connecting");
      setTimeout(() => source === follow && connect(), patience);
    };
  };

  main.className = "chats";
  main.replaceChildren(
    h("header", { class: "top" }, h("div", {}, h("h1", {}, t("page.heading")), h("p", { class: "intro" }, `${found.organisation}. ${t("page.intro")}`)), clock.element, h("a", { href: "/cards" }, t("page.gallery"))),
    h("nav", { class: "parts", "aria-label": t("page.parts") }, ...parts(main)),
    state,
    ...chats.map((chat) => chat.element),
    happenings.element,
  );
  connect();
}

/** On a phone one part is shown at a time. */
function parts(main: HTMLElement): HTMLElement[] {
  const buttons = [["left", "page.left"], ["right", "page.right"], ["now", "page.now"]].map(([part, key]) => h("button", { type: "button", "data-part": part ?? "", onclick: () => choose(part ?? "") }, t(key ?? "")));
  const choose = (part: string) => {
    main.dataset["part"] = part;
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset["part"] === part));
  };
  choose("left");
  return buttons;
}

function remembered(): Choice[] {
  try {
    const choices = JSON.parse(localStorage.getItem(memory) ?? "null") as Choice[] | null;
    if (choices?.length === 2) return choices;
  } catch {
    // What another version remembered is forgotten.
  }
  return usual;
}

const main = document.getElementById("main") as HTMLElement;
const show = document.body.dataset["page"] === "cards" ? showGallery : showChats;
show(main).catch(() => main.replaceChildren(h("p", { class: "fault", role: "alert" }, t("page.connecting"))));
