import { type Action, AdaptiveCard, ExecuteAction, HostConfig, OpenUrlAction, SubmitAction } from "adaptivecards";
import MarkdownIt from "markdown-it";
import type { Json } from "./api";

const markdown = new MarkdownIt({ html: false, linkify: false, breaks: true });

AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = markdown.render(text);
  result.didProcess = true;
};

const colour = (name: string) => ({ default: `var(--card-${name})`, subtle: `var(--card-${name}-subtle)` });
const colours = {
  foregroundColors: {
    default: colour("text"), dark: colour("text"), light: colour("text"), accent: colour("accent"), good: colour("good"), warning: colour("warning"), attention: colour("attention"),
  },
};
const style = (background: string) => ({ backgroundColor: background, ...colours });

// The measures are those of Microsoft's own host configuration for Teams; the colours follow the page.
const teams = new HostConfig({
  supportsInteractivity: true,
  spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
  separator: { lineThickness: 1, lineColor: "var(--line)" },
  fontFamily: "'Segoe UI', system-ui, sans-serif",
  fontSizes: { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 },
  fontWeights: { lighter: 200, default: 400, bolder: 600 },
  lineHeights: { small: 16, default: 20, medium: 20, large: 24, extraLarge: 32 },
  imageSizes: { small: 32, medium: 52, large: 100 },
  imageSet: { imageSize: "medium", maxImageHeight: 100 },
  containerStyles: {
    default: style("transparent"), emphasis: style("var(--soft)"), accent: style("var(--soft)"), good: style("var(--soft)"), attention: style("var(--soft)"), warning: style("var(--soft)"),
  },
  actions: {
    maxActions: 6, spacing: "default", buttonSpacing: 8, preferredActionsOrientation: "horizontal", actionsOrientation: "horizontal", actionAlignment: "left",
    showCard: { actionMode: "inline", inlineTopMargin: 16 },
  },
  inputs: {
    label: {
      inputSpacing: "small",
      requiredInputs: { weight: "default", color: "default", size: "small", suffix: " *", suffixColor: "attention" },
      optionalInputs: { weight: "default", color: "default", size: "small" },
    },
    errorMessage: { color: "attention", size: "small", spacing: "small", weight: "default" },
  },
  textBlock: { headingLevel: 3 },
});

/** An Adaptive Card as Microsoft's renderer draws it, with what Teams looks like around it. */
export function renderTeams(json: Json, language: string, press: (verb: string, data: Json) => void): HTMLElement {
  const card = new AdaptiveCard();
  card.hostConfig = teams;
  card.parse(json);
  card.onExecuteAction = (action: Action) => {
    if (action instanceof OpenUrlAction) {
      if (action.url?.startsWith("https://")) window.open(action.url, "_blank", "noopener");
      return;
    }
    if (action instanceof ExecuteAction) press(action.verb, (action.data ?? {}) as Json);
    else if (action instanceof SubmitAction) press("", (action.data ?? {}) as Json);
  };
  const element = card.render() ?? document.createElement("div");
  element.classList.add("teams-card");
  element.lang = String(json["lang"] ?? language);
  return element;
}
