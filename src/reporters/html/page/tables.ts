import type { Hunk, Line } from '../data.ts';
import { make } from './dom.ts';

/** Has to be the one of the data module, which is not in the page. */
const RUN = /([a-z])(\d+)/gi;

/** Before and after beside each other, where there is room. */
export function diffTable(hunk: Hunk, path: string, isWide: boolean): HTMLTableElement {
  const rows = isWide ? sideBySide(hunk) : unified(hunk);
  return table(`Change in ${path}, line ${hunk.from[0]}`, isWide, rows);
}

/** The code of a finding. */
export const codeTable = (hunk: Hunk, path: string): HTMLTableElement =>
  table(`Code of ${path}, line ${hunk.from[0]}`, false, unified(hunk));

const HEADS = {
  split: ['Line before', 'Before', 'Line after', 'After'],
  unified: ['Line before', 'Line after', 'Change', 'Code'],
} as const;

function table(caption: string, isSplit: boolean, rows: readonly HTMLElement[]): HTMLTableElement {
  const layout = isSplit ? 'split' : 'unified';
  const heads = HEADS[layout].map((head) =>
    make('th', { scope: 'col' }, make('span', { class: 'sr' }, head)),
  );
  return make(
    'table',
    { class: `code ${layout}` },
    make('caption', { class: 'sr' }, caption),
    make('thead', {}, make('tr', {}, ...heads)),
    make('tbody', {}, ...rows),
  );
}

const CLASSES: Readonly<Record<Line[0], string>> = {
  ' ': '',
  '-': 'del',
  '+': 'add',
  '!': 'found',
  '\\': 'remark',
};

const NAMES: Readonly<Record<Line[0], string>> = {
  ' ': '',
  '-': 'removed',
  '+': 'added',
  '!': 'finding',
  '\\': '',
};

function unified({ from: [before, after], lines }: Hunk): readonly HTMLElement[] {
  return lines.map((line) => {
    const [sign] = line;
    if (sign === '\\') return remark(line);
    const old = sign === '+' ? '' : String(before++);
    const now = sign === '-' ? '' : String(after++);
    return make(
      'tr',
      { class: CLASSES[sign] },
      number(old),
      number(now),
      make('td', { class: 'sign' }, ...signOf(sign)),
      code(line),
    );
  });
}

const remark = ([, text]: Line): HTMLElement =>
  make('tr', { class: 'remark' }, make('td', { colspan: '4' }, text));

const number = (text: string): HTMLElement => make('td', { class: 'number' }, text);

/** A sign that is read out by its name. */
const signOf = (sign: Line[0]): readonly (Node | string)[] =>
  sign === ' '
    ? []
    : [
        make('span', { 'aria-hidden': 'true' }, sign === '!' ? '▸' : sign),
        make('span', { class: 'sr' }, NAMES[sign]),
      ];

function sideBySide({ from: [before, after], lines }: Hunk): readonly HTMLElement[] {
  const rows: HTMLElement[] = [];
  for (let index = 0; index < lines.length;) {
    const line = lines[index]!;
    if (line[0] === ' ') {
      rows.push(make('tr', {}, number(String(before++)), code(line), number(String(after++)), code(line)));
      index++;
    } else if (line[0] === '\\') {
      rows.push(remark(line));
      index++;
    } else {
      const removed = run(lines, index, '-');
      const remarks = run(lines, index + removed.length, '\\');
      const added = run(lines, index + removed.length + remarks.length, '+');
      for (let row = 0; row < Math.max(removed.length, added.length); row++) {
        const [old, now] = [removed[row], added[row]];
        rows.push(make('tr', {}, ...side(old, old ? before++ : 0), ...side(now, now ? after++ : 0)));
      }
      for (const one of remarks) rows.push(remark(one));
      index += removed.length + remarks.length + added.length;
    }
  }
  return rows;
}

function run(lines: readonly Line[], from: number, sign: Line[0]): readonly Line[] {
  let end = from;
  while (lines[end]?.[0] === sign) end++;
  return lines.slice(from, end);
}

function side(line: Line | undefined, at: number): readonly HTMLElement[] {
  if (!line) return [make('td', { class: 'number none' }), make('td', { class: 'none' })];
  const cells = [number(String(at)), code(line)] as const;
  for (const cell of cells) cell.classList.add(CLASSES[line[0]]);
  return cells;
}

function code([, text, runs]: Line): HTMLElement {
  const cell = make('td', { class: 'text' });
  if (runs === '') cell.append(text);
  let at = 0;
  for (const [, look = '', length] of runs.matchAll(RUN)) {
    const part = text.slice(at, (at += Number(length)));
    const plain = look.toLowerCase();
    const shown = plain === 'p' ? part : make('span', { class: `t-${plain}` }, part);
    cell.append(look === plain ? shown : make('mark', {}, shown));
  }
  return cell;
}
