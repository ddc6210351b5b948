import { type Card, get, type Gallery, type Rendering, type Sample } from "./api";
import { h, newId } from "./dom";
import { renderSlack, renderView } from "./slack";
import { renderTeams } from "./teams";
import { t } from "./texts";

const nothing = () => {};

/** Every card with its samples, side by side as each chat shows it. */
export async function showGallery(main: HTMLElement): Promise<void> {
  const gallery = await get<Gallery>("/web/cards");
  const [which, tongue] = [newId(), newId()];
  const cards = h("select", { id: which, onchange: () => draw() }, ...gallery.cards.map((card) => h("option", { value: card.name }, card.name)));
  const languages = h("select", { id: tongue, onchange: () => draw() }, ...gallery.languages.map((language) => h("option", { value: language }, language)));
  const [card, language] = decodeURIComponent(location.hash.slice(1)).split(",");
  if (gallery.cards.some((one) => one.name === card)) cards.value = card ?? "";
  if (gallery.languages.includes(language ?? "")) languages.value = language ?? "";
  const stage = h("div", {});
  const draw = () => {
    history.replaceState(null, "", `#${cards.value},${languages.value}`);
    const chosen = gallery.cards.find((one) => one.name === cards.value);
    if (chosen) stage.replaceChildren(...drawCard(chosen, languages.value));
  };
  main.className = "gallery";
  main.replaceChildren(
    h("header", { class: "top" }, h("h1", {}, t("page.gallery")), h("a", { href: "/" }, t("page.toChats"))),
    gallery.faults.length > 0 && h("div", { class: "fault", role: "alert" }, h("p", {}, t("page.cannotRead")), h("ul", {}, ...gallery.faults.map((fault) => h("li", {}, fault)))) || "",
    h("div", { class: "choices" }, h("label", { for: which }, t("page.cards")), cards, h("label", { for: tongue }, t("page.language")), languages),
    stage,
  );
  draw();
}

function drawCard(card: Card, language: string): HTMLElement[] {
  const losses = card.samples.flatMap((sample) => sample.renderings[language]?.losses ?? []);
  const findings = [...card.findings.map((finding) => `${finding.rule}: ${finding.what}`), ...losses];
  return [
    h("h2", {}, card.name),
    h("section", { class: "findings", "aria-label": t("page.findings") }, findings.length === 0 ? h("p", {}, `✓ ${t("page.noFindings")}`) : h("ul", { class: "fault" }, ...findings.map((finding) => h("li", {}, finding)))),
    ...card.samples.map((sample) => drawSample(sample, language)),
    h("details", {}, h("summary", {}, `${t("page.json")}: ${t("page.template")}`), pre(card.template)),
  ];
}

function drawSample(sample: Sample, language: string): HTMLElement {
  const rendering = sample.renderings[language];
  if (!rendering) return h("p", {});
  return h(
    "section", { class: "sample", "aria-label": `${t("page.sample")} ${sample.label}` },
    sample.label !== "" && h("h3", {}, `${t("page.sample")}: ${sample.label}`),
    h(
      "div", { class: "pair", lang: language },
      h("div", { "data-look": "teams" }, h("p", { class: "in", lang: document.documentElement.lang }, t("page.inTeams")), renderTeams(rendering.card, language, nothing)),
      h("div", { "data-look": "slack" }, h("p", { class: "in", lang: document.documentElement.lang }, t("page.inSlack")), slack(rendering, language)),
    ),
    h("details", {}, h("summary", {}, `${t("page.json")}: ${t("page.data")}`), pre(sample.data)),
    h("details", {}, h("summary", {}, `${t("page.json")}: ${t("page.adaptive")}`), pre(rendering.card)),
    h("details", {}, h("summary", {}, `${t("page.json")}: ${t("page.blockKit")}`), pre(rendering.view ?? rendering.blocks)),
  );
}

const slack = ({ view, blocks }: Rendering, language: string): HTMLElement =>
  view ? renderView(view, language, {}, { press: nothing, submit: nothing, close: nothing }) : renderSlack(blocks ?? [], language, nothing);

const pre = (json: unknown): HTMLElement => h("pre", { tabindex: 0 }, JSON.stringify(json, null, 2));
