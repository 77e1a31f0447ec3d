/** Makes an element. Texts stay texts: nothing here, or elsewhere in the page, parses HTML. */
export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/** An element of the page that is always there: the page and its script are made together. */
export function byId(id: string): HTMLElement;
export function byId<Type extends HTMLElement>(id: string, type: new () => Type): Type;
export function byId(id: string, type = HTMLElement): HTMLElement {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new Error(`#${id} is missing`);
  return found;
}

/** `toLocaleString` makes one of these for each number, which takes longer than all else on a page of thousands of files. */
const NUMBERS = new Intl.NumberFormat('en');

/** "12,000" */
export const shownNumber = (number: number): string => NUMBERS.format(number);

export const count = (number: number, one: string): string =>
  `${shownNumber(number)} ${one}${number === 1 ? '' : 's'}`;
