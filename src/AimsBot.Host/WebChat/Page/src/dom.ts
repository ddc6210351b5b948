type Attributes = Record<string, string | number | boolean | EventListener | undefined>;
type Child = Node | string | undefined | null | false;

/** An element with attributes, listeners (`onclick`) and children. What is text stays text. */
export function h<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Attributes = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.filter((child): child is Node | string => child !== undefined && child !== null && child !== false));
  return element;
}

let ids = 0;

/** An id that no other element of the page has. */
export const newId = (): string => `e${++ids}`;
