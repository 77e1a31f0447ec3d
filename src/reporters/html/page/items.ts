import type { Kind, PageData, PageFile, PageItem } from '../data.ts';
import { make } from './dom.ts';
import { codeTable } from './tables.ts';

const KINDS: Readonly<Record<Kind, string>> = {
  left: 'Left to you',
  edit: 'Edit',
  failed: 'Failed',
  skipped: 'Skipped',
};

/** A finding, an edit or a problem, which the keyboard leads to. */
export function itemElement(item: PageItem, file: PageFile, data: PageData): HTMLElement {
  const { kind, level, since, at, message, details, code } = item;
  const rule = item.rule === undefined ? undefined : data.rules[item.rule];
  const title = make(
    'h4',
    {},
    make('span', { class: `kind ${kind}` }, KINDS[kind]),
    ...(level ? [' ', make('span', { class: `level ${level}` }, data.levels[level])] : []),
    ...(since === undefined
      ? []
      : [' ', make('span', { class: 'since' }, `since ${data.texts[since] ?? ''}`)]),
    ...(rule ? [' ', make('a', { href: rule[1], rel: 'noreferrer' }, rule[0])] : []),
    ...(at ? [' ', make('span', { class: 'place' }, `line ${at[0]}:${at[1]}`)] : []),
  );
  const said = details.flatMap(([term, text]) => [
    make('dt', {}, data.texts[term] ?? ''),
    make('dd', {}, ...marked(data.texts[text] ?? '')),
  ]);
  return make(
    'article',
    { class: `item ${kind}`, tabindex: '-1' },
    title,
    make('p', { class: 'message' }, ...marked(data.texts[message] ?? '')),
    ...(said.length > 0 ? [make('dl', {}, ...said)] : []),
    ...(code ? [codeTable(code, file.path)] : []),
  );
}

/** What stands between backticks in a message is code. */
const marked = (text: string): readonly (Node | string)[] =>
  text.split(/`([^`]+)`/).map((part, index) => (index % 2 === 1 ? make('code', {}, part) : part));
