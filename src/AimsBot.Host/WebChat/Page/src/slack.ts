import type { Block, Json, SlackElement, SlackOption, SlackText, View } from "./api";
import { h, newId } from "./dom";
import { t } from "./texts";

type Press = (verb: string, data: Json) => void;

/** Block Kit as Slack draws it: a message's blocks. */
export function renderSlack(blocks: Block[], language: string, press: Press): HTMLElement {
  return h("div", { class: "slack-blocks" }, ...blocks.map((block) => draw(block, press, new Map(), language)));
}

/** An input of a modal: what was filled in, and where a fault is shown. */
interface Input { read(): string; fault(text: string): void; isRequired: boolean }

/** A modal. What is wrong with what comes back is said under its inputs, by their ids. */
export function renderView(view: View, language: string, faults: Record<string, string>, actions: { press: Press; submit(data: Json): void; close(): void }): HTMLElement {
  const inputs = new Map<string, Input>();
  const body = h("div", { class: "slack-view-body" }, ...view.blocks.map((block) => draw(block, actions.press, inputs, language)));
  const homeless: string[] = [];
  for (const [id, text] of Object.entries(faults)) {
    const input = inputs.get(id);
    if (input) input.fault(text);
    else homeless.push(text);
  }
  if (homeless.length > 0) body.prepend(h("p", { class: "fault", role: "alert" }, homeless.join(" ")));
  const submit = (event: Event) => {
    event.preventDefault();
    const missing = [...inputs.values()].filter((input) => input.isRequired && input.read() === "");
    for (const input of inputs.values()) input.fault("");
    for (const input of missing) input.fault(t("page.required", language));
    if (missing.length > 0) {
      (body.querySelector("[aria-invalid=true]") as HTMLElement | null)?.focus();
      return;
    }
    const data: Json = JSON.parse(view.private_metadata || "{}");
    for (const [id, input] of inputs) {
      const value = input.read();
      if (value !== "") data[id] = value;
    }
    actions.submit(data);
  };
  return h(
    "form", { class: "slack-view", novalidate: true, onsubmit: submit },
    h("header", {}, h("h3", {}, view.title?.text ?? ""), h("button", { type: "button", class: "icon", "aria-label": t("page.close", language), onclick: actions.close }, "✕")),
    body,
    h(
      "footer", {},
      h("button", { type: "button", class: "slack-button", onclick: actions.close }, view.close?.text ?? t("page.close", language)),
      view.submit && h("button", { type: "submit", class: "slack-button primary" }, view.submit.text),
    ),
  );
}

function draw(block: Block, press: Press, inputs: Map<string, Input>, language: string): HTMLElement {
  switch (block.type) {
    case "header":
      return h("h3", { class: "slack-header" }, text(block.text));
    case "section":
      return h(
        "div", { class: "slack-section" },
        h(
          "div", { class: "slack-section-text" },
          block.text && h("div", { class: "slack-text" }, text(block.text)),
          block.fields && h("div", { class: "slack-fields" }, ...block.fields.map((field) => h("div", { class: "slack-text" }, text(field)))),
        ),
        block.accessory && element(block.accessory, press, language),
      );
    case "context":
      return h("div", { class: "slack-context" }, ...(block.elements ?? []).map((one) => ("image_url" in one ? image(one as SlackElement) : h("span", {}, text(one as SlackText)))));
    case "divider":
      return h("hr", { class: "slack-divider" });
    case "image":
      return h("figure", { class: "slack-image" }, block.title && h("figcaption", {}, text(block.title)), image(block));
    case "actions":
      return h("div", { class: "slack-actions" }, ...(block.elements ?? []).map((one) => element(one as SlackElement, press, language)));
    case "input":
      return input(block, inputs, language);
    default:
      return h("p", { class: "fault" }, `Block Kit: ${block.type}`);
  }
}

const image = (of: { image_url?: string; alt_text?: string }): HTMLElement => h("img", { src: of.image_url ?? "", alt: of.alt_text ?? "" });

function element(of: SlackElement, press: Press, language: string): HTMLElement {
  switch (of.type) {
    case "button":
      if (of.url) return h("a", { class: "slack-button", href: of.url, target: "_blank", rel: "noopener noreferrer" }, of.text?.text ?? "");
      return h(
        "button", { type: "button", class: `slack-button ${of.style ?? ""}`, "aria-label": of.accessibility_label, onclick: () => press(verbOf(of.action_id ?? ""), JSON.parse(of.value || "{}")) },
        of.text?.text ?? "",
      );
    case "overflow":
      return overflow(of, press, language);
    case "image":
      return image(of);
    default:
      return h("p", { class: "fault" }, `Block Kit: ${of.type}`);
  }
}

function overflow(of: SlackElement, press: Press, language: string): HTMLElement {
  const menu = h(
    "details", { class: "slack-overflow" },
    h("summary", { "aria-label": t("page.more", language) }, "⋯"),
    h("div", {}, ...(of.options ?? []).map((option) => h(
      "button", { type: "button", onclick: () => { menu.open = false; press(verbOf(of.action_id ?? ""), parsed(option.value)); } }, option.text.text,
    ))),
  );
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary")?.focus();
    event.stopPropagation();
  });
  return menu;
}

/** The verb in an action id: `form:` before it says that a form is opened, `#2` after it keeps two of a kind apart. */
const verbOf = (actionId: string): string => actionId.replace(/^form:/, "").split("#")[0] ?? "";

function parsed(value: string): Json {
  try {
    return JSON.parse(value) as Json;
  } catch {
    return {};
  }
}

function input(block: Block, inputs: Map<string, Input>, language: string): HTMLElement {
  const of = block.element ?? { type: "" };
  const label = newId();
  const faultId = newId();
  const fault = h("p", { class: "fault", id: faultId, hidden: true });
  const { control, read, isGroup } = controlOf(of, label, block.block_id ?? "", language);
  control.setAttribute("aria-describedby", faultId);
  if (!block.optional) control.setAttribute("aria-required", "true");
  if (of.action_id) {
    inputs.set(of.action_id, {
      read,
      isRequired: !block.optional,
      fault: (words) => {
        fault.textContent = words;
        fault.hidden = words === "";
        control.setAttribute("aria-invalid", String(words !== ""));
      },
    });
  }
  // A group of boxes may not be required or invalid in the words of ARIA; its description says it.
  if (isGroup) control.removeAttribute("aria-required");
  return h(
    "div", { class: "slack-input" },
    h(isGroup ? "span" : "label", { id: label, class: "slack-label", for: isGroup ? undefined : control.id }, block.label?.text ?? "", block.optional && h("span", { class: "subtle" }, ` (${t("page.optional", language)})`)),
    control, fault,
  );
}

function controlOf(of: SlackElement, label: string, blockId: string, language: string): { control: HTMLElement; read: () => string; isGroup: boolean } {
  const id = newId();
  const placeholder = of.placeholder?.text;
  const field = (control: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement) => ({ control, read: () => control.value.trim(), isGroup: false });
  switch (of.type) {
    case "plain_text_input": {
      const control = of.multiline
        ? h("textarea", { id, rows: 4, placeholder, maxlength: of.max_length })
        : h("input", { id, type: "text", placeholder, maxlength: of.max_length });
      control.value = of.initial_value ?? "";
      return field(control);
    }
    case "email_text_input":
      return field(h("input", { id, type: "email", placeholder, value: of.initial_value }));
    case "url_text_input":
      return field(h("input", { id, type: "url", placeholder, value: of.initial_value }));
    case "number_input":
      return field(h("input", { id, type: "number", step: of.is_decimal_allowed ? "any" : 1, min: of.min_value, max: of.max_value, value: of.initial_value }));
    case "datepicker":
      return field(h("input", { id, type: "date", value: of.initial_date }));
    case "timepicker":
      return field(h("input", { id, type: "time", value: of.initial_time }));
    case "static_select": {
      const control = h("select", { id }, h("option", { value: "" }, placeholder ?? t("page.choose", language)), ...(of.options ?? []).map((option) => h("option", { value: option.value }, option.text.text)));
      control.value = of.initial_option?.value ?? "";
      return field(control);
    }
    case "multi_static_select":
    case "checkboxes":
    case "radio_buttons":
      return boxes(of, id, label, blockId);
    default:
      return { control: h("p", { class: "fault", id }, `Block Kit: ${of.type}`), read: () => "", isGroup: true };
  }
}

/** Boxes to tick: several, or one of them. A list of several that Slack folds up stands open here, and scrolls. */
function boxes(of: SlackElement, id: string, label: string, blockId: string): { control: HTMLElement; read: () => string; isGroup: boolean } {
  const isOne = of.type === "radio_buttons";
  const initial = new Set((isOne ? [of.initial_option] : of.initial_options ?? []).map((option) => option?.value));
  const ticks = (of.options ?? []).map((option: SlackOption) => {
    const box = h("input", { type: isOne ? "radio" : "checkbox", name: id, value: option.value });
    box.checked = initial.has(option.value);
    return { box, label: h("label", {}, box, h("span", {}, option.text.text, option.description && h("span", { class: "subtle" }, ` ${option.description.text}`))) };
  });
  const control = h(
    "div", { id, role: isOne ? "radiogroup" : "group", "aria-labelledby": label, class: of.type === "multi_static_select" ? "slack-boxes slack-list" : "slack-boxes", tabindex: -1 },
    ...ticks.map((tick) => tick.label),
  );
  // What an empty toggle means travels in its block's id.
  const off = /^toggle\.([^.]*)\./.exec(blockId)?.[1];
  const read = () => ticks.filter((tick) => tick.box.checked).map((tick) => tick.box.value).join(",") || (off === undefined ? "" : decodeURIComponent(off));
  return { control, read, isGroup: true };
}

function text(of: SlackText | undefined): DocumentFragment {
  const fragment = document.createDocumentFragment();
  if (!of) return fragment;
  const plain = unescape(of.text);
  if (of.type === "plain_text") fragment.append(plain);
  else fragment.append(...mrkdwn(of.text));
  return fragment;
}

const unescape = (raw: string): string => raw.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

// Slack's marks hold where no letter or digit touches them from outside.
const marks = /<([^<>|]+)(?:\|([^<>]*))?>|(?<![\p{L}\p{N}])(?:\*([^*\n]+)\*|_([^_\n]+)_|~([^~\n]+)~|`([^`\n]+)`)(?![\p{L}\p{N}])/gu;

function mrkdwn(raw: string): Node[] {
  const nodes: Node[] = [];
  let at = 0;
  for (const match of raw.matchAll(marks)) {
    nodes.push(document.createTextNode(unescape(raw.slice(at, match.index))));
    const [, link, words, bold, italic, gone, code] = match;
    if (link !== undefined) nodes.push(linkTo(unescape(link), words));
    else if (bold !== undefined) nodes.push(h("strong", {}, ...mrkdwn(bold)));
    else if (italic !== undefined) nodes.push(h("em", {}, ...mrkdwn(italic)));
    else if (gone !== undefined) nodes.push(h("s", {}, ...mrkdwn(gone)));
    else nodes.push(h("code", {}, unescape(code ?? "")));
    at = match.index + match[0].length;
  }
  nodes.push(document.createTextNode(unescape(raw.slice(at))));
  return nodes;
}

const linkTo = (address: string, words: string | undefined): Node =>
  /^https?:\/\//.test(address) ? h("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, words ? unescape(words) : address) : document.createTextNode(words ? unescape(words) : address);
