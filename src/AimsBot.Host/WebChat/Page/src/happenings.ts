import { type Clock, type Commit, forward, get, type Governed, Refused } from "./api";
import { h } from "./dom";
import { moment, t } from "./texts";

const most = 60;
const short = (hash: string): string => hash.slice(0, 8);
const language = (): string => document.documentElement.lang;

/** The list of what just happened; each line opens its record. */
export class Happenings {
  readonly element: HTMLElement;
  private readonly list = h("ol", {});
  private readonly known = new Set<string>();
  private readonly record = new RecordView();

  constructor() {
    this.element = h("section", { class: "happenings", id: "now", "aria-labelledby": "now-title" }, h("h2", { id: "now-title" }, t("page.now")), this.list, this.record.element);
  }

  /** The last commits, newest first. */
  replace(commits: Commit[]): void {
    this.known.clear();
    this.list.replaceChildren();
    for (const commit of commits.toReversed()) this.add(commit);
    if (commits.length === 0) this.list.replaceChildren(h("li", { class: "empty" }, t("page.nothing")));
  }

  add(commit: Commit): void {
    const key = `${commit.record}/${commit.revision}`;
    if (this.known.has(key)) return;
    this.known.add(key);
    this.list.querySelector(".empty")?.remove();
    this.list.prepend(h(
      "li", {},
      h(
        "button", { type: "button", title: `${t("page.open")} ${commit.record}`, onclick: () => void this.record.open(commit.record) },
        h("span", { class: "who" }, commit.actor), " ", h("span", { class: "verb" }, commit.verb), " ",
        h("span", { class: "id" }, commit.record), " ", h("code", {}, short(commit.hash)), " ",
        h("time", { datetime: commit.at }, moment(commit.at, language())),
      ),
    ));
    while (this.list.children.length > most) this.list.lastElementChild?.remove();
    void this.record.refresh(commit.record);
  }
}

/** A record with its state, its entries, and whether its chain is whole. */
class RecordView {
  private readonly inside = h("div", {});
  readonly element = h("dialog", { class: "record", "aria-label": t("page.record") }, h("button", { type: "button", class: "icon", "aria-label": t("page.close"), onclick: () => this.element.close() }, "✕"), this.inside);
  private id = "";

  async open(id: string): Promise<void> {
    this.id = id;
    await this.load();
    if (!this.element.open) this.element.showModal();
  }

  async refresh(id: string): Promise<void> {
    if (this.element.open && id === this.id) await this.load();
  }

  private async load(): Promise<void> {
    const record = await get<Governed>(`/web/records/${encodeURIComponent(this.id)}`);
    const { chain } = record;
    this.inside.replaceChildren(
      h("h3", {}, record.id),
      h("p", {}, `${record.type} · ${t("page.state")}: `, h("strong", { class: "state" }, record.state), ` · ${t("page.revision")} ${record.revision}`),
      h("p", { class: chain.whole ? "chain whole" : "chain fault" }, chain.whole ? `✓ ${t("page.whole")}` : `✗ ${t("page.broken")} ${chain.fault}`),
      h("h4", {}, t("page.entries")),
      h(
        "div", { class: "wide", tabindex: 0, role: "region", "aria-label": t("page.entries") },
        h(
          "table", {},
          h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "#"), ...["page.when", "page.who", "page.what", "page.hash"].map((key) => h("th", { scope: "col" }, t(key))))),
          h("tbody", {}, ...record.entries.map((entry) => h(
            "tr", {},
            h("td", {}, String(entry.revision)), h("td", {}, moment(entry.at, language())),
            h("td", {}, `${String(entry.payload["actor.name"] ?? entry.actor)}${entry.role ? ` (${entry.role})` : ""}`),
            h("td", {}, entry.verb), h("td", {}, h("code", { title: entry.hash }, short(entry.hash))),
          ))),
        ),
      ),
      h("details", {}, h("summary", {}, t("page.content")), h("pre", { tabindex: 0 }, JSON.stringify(record.data, null, 2))),
    );
  }
}

/** The demo's clock, and the buttons that move it on. */
export class ClockView {
  readonly element: HTMLElement;
  private readonly now = h("time", {});
  private readonly ahead = h("span", { class: "subtle" });
  private readonly trouble = h("p", { class: "fault", role: "alert" });
  private offset = 0;

  constructor() {
    const step = (by: string, key: string) => h("button", { type: "button", onclick: () => void this.move(by) }, t(key));
    this.element = h(
      "section", { class: "clock", "aria-label": t("page.clock") },
      h("p", {}, `${t("page.clock")}: `, this.now, " ", this.ahead),
      h("div", {}, step("day", "page.day"), step("week", "page.week"), step("deadline", "page.deadline")),
      this.trouble,
    );
    setInterval(() => this.tick(), 5000);
  }

  set(clock: Clock): void {
    this.offset = Date.parse(clock.now) - Date.now();
    const hours = Math.round(clock.aheadSeconds / 3600);
    this.ahead.textContent = clock.aheadSeconds === 0 ? "" : `(${t("page.ahead")} ${hours < 48 ? `${hours} ${t("page.hours")}` : `${Math.floor(hours / 24)} ${t("page.days")}`})`;
    this.tick();
  }

  private tick(): void {
    const now = new Date(Date.now() + this.offset);
    this.now.dateTime = now.toISOString();
    this.now.textContent = moment(now.getTime(), language());
  }

  private async move(by: string): Promise<void> {
    this.trouble.textContent = "";
    try {
      this.set(await forward(by));
    } catch (problem) {
      this.trouble.textContent = problem instanceof Refused ? t("page.noDeadline") : t("page.notSent");
    }
  }
}
