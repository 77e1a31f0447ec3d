import { printable } from '../visible.ts';

/** Text that is HTML already. */
export interface Markup {
  readonly html: string;
}

type Value = string | number | Markup | readonly Markup[];

/** HTML of a template. Texts are escaped, and what cannot be seen in them is named; markup stays as it is. */
export const markup = (parts: TemplateStringsArray, ...values: readonly Value[]): Markup => ({
  html: parts.map((part, index) => part.replace(INDENT, '\n') + htmlOf(values[index] ?? '')).join(''),
});

/** The layout of the code. Values keep theirs. */
const INDENT = /\n\s*/g;

function htmlOf(value: Value): string {
  if (typeof value === 'string' || typeof value === 'number') return escape(String(value));
  return 'html' in value ? value.html : value.map(({ html }) => html).join('');
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escape = (text: string): string => printable(text).replace(/[&<>"']/g, (found) => ESCAPES[found]!);

/** The content of a script element with data: no text of it can end the element, or begin a comment or another script. */
export const jsonMarkup = (data: unknown): Markup => ({
  html: JSON.stringify(data).replaceAll('<', '\\u003c'),
});
