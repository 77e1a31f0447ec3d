import { harmless } from '../visible.ts';

type Attributes = Readonly<Record<string, string>>;

/** An element of XML 1.0 that holds elements, one a line. */
export const element = (name: string, attributes: Attributes, inner: readonly string[] = []): string =>
  inner.length === 0
    ? `<${startOf(name, attributes)}/>`
    : [`<${startOf(name, attributes)}>`, ...inner, `</${name}>`].join('\n');

/** An element of XML 1.0 that holds text. */
export const textElement = (name: string, attributes: Attributes, text: string): string =>
  text === '' ? `<${startOf(name, attributes)}/>` : `<${startOf(name, attributes)}>${cdata(text)}</${name}>`;

const startOf = (name: string, attributes: Attributes): string =>
  [name, ...Object.entries(attributes).map(([key, value]) => `${key}="${attribute(value)}"`)].join(' ');

/** Text as it is. */
const cdata = (text: string): string => `<![CDATA[${allowed(text).replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // As they are, a parser would make spaces of them.
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

const attribute = (text: string): string =>
  allowed(text).replace(/[&<>"\t\n\r]/g, (found) => ENTITIES[found] ?? found);

/** XML 1.0 has no place for most controls and for what is no character: they are named, as on a terminal. */
const allowed = (text: string): string =>
  harmless(text.replace(/\x1b/g, '<U+001B>')).replace(
    /[\uFFFE\uFFFF]/g,
    (found) => `<U+${found.charCodeAt(0).toString(16).toUpperCase()}>`,
  );
