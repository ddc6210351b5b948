const texts: Record<string, Record<string, string>> = JSON.parse(document.getElementById("texts")?.textContent ?? "{}");

/** A text of the page, in its own language or in that of a chat; they stand in cards/WebChat. */
export const t = (key: string, language = document.documentElement.lang): string => (texts[language] ?? texts["en"])?.[key] ?? key;

/** An instant on the clock of a zone, in the language of who reads it. */
export const moment = (at: string | number, language: string, timeZone?: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short", timeZone }).format(new Date(at));
