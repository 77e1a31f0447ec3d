import type { PageData, PageFile, PageItem } from '../data.ts';
import { byId, shownNumber } from './dom.ts';

const GROUPS = ['kind', 'level', 'rule'] as const;
type Group = (typeof GROUPS)[number];

/** What is chosen. An empty set shows everything. */
export interface Choice {
  readonly text: string;
  readonly of: Readonly<Record<Group, ReadonlySet<string>>>;
}

export interface Filters {
  readonly choice: () => Choice;
  /** Writes how many items each filter would show, given the others. */
  readonly count: (data: PageData) => void;
  readonly clear: () => void;
}

/** Whether an item of a file is shown. */
export function isShown(item: PageItem, file: PageFile, data: PageData, choice: Choice): boolean {
  if (!GROUPS.every((group) => isChosen(item, group, data, choice))) return false;
  const text = choice.text.toLowerCase();
  return has(file.path, text) || has(data.texts[item.message] ?? '', text);
}

const isChosen = (item: PageItem, group: Group, data: PageData, { of }: Choice): boolean =>
  of[group].size === 0 || of[group].has(valueOf(item, group, data));

/** `part` is in small letters. */
const has = (text: string, part: string): boolean => part === '' || text.toLowerCase().includes(part);

function valueOf(item: PageItem, group: Group, { rules }: PageData): string {
  if (group === 'kind') return item.kind;
  if (group === 'level') return item.level ?? '';
  return (item.rule === undefined ? undefined : rules[item.rule]?.[0]) ?? '';
}

/** The filters of the page, and the hash of its address, which keeps them. */
export function connect(onChange: () => void): Filters {
  const text = byId('path', HTMLInputElement);
  const boxes = [...byId('filters').querySelectorAll<HTMLInputElement>('input[type=checkbox]')];
  const choice = (): Choice => {
    const chosen = (group: Group): ReadonlySet<string> =>
      new Set(boxes.filter((box) => box.name === group && box.checked).map(({ value }) => value));
    return {
      text: text.value.trim(),
      of: { kind: chosen('kind'), level: chosen('level'), rule: chosen('rule') },
    };
  };
  const read = (): void => {
    const wanted = new URLSearchParams(location.hash.slice(1));
    text.value = wanted.get('text') ?? '';
    for (const box of boxes) box.checked = wanted.getAll(box.name).includes(box.value);
  };
  const write = (): void => {
    const { text: typed, of } = choice();
    const wanted = new URLSearchParams(typed === '' ? [] : [['text', typed]]);
    for (const group of GROUPS) for (const value of of[group]) wanted.append(group, value);
    history.replaceState(null, '', `#${wanted.toString()}`);
  };
  const changed = (): void => {
    write();
    onChange();
  };
  const clear = (): void => {
    text.value = '';
    for (const box of boxes) box.checked = false;
    changed();
  };
  text.addEventListener('input', changed);
  for (const box of boxes) box.addEventListener('change', changed);
  for (const id of ['clear', 'clear-all']) byId(id).addEventListener('click', clear);
  addEventListener('hashchange', () => {
    // The skip link has a name alone.
    if (location.hash !== '' && !location.hash.includes('=')) return;
    read();
    onChange();
    byId('results').scrollIntoView();
  });
  read();
  return { choice, clear, count: (data) => countBoxes(boxes, data, choice()) };
}

function countBoxes(boxes: readonly HTMLInputElement[], data: PageData, choice: Choice): void {
  const counts = new Map<string, number>();
  const text = choice.text.toLowerCase();
  const messages = data.texts.map((one) => has(one, text));
  for (const file of data.files) {
    const isNamed = has(file.path, text);
    for (const item of file.items) {
      if (!isNamed && !messages[item.message]) continue;
      const hidden = GROUPS.filter((group) => !isChosen(item, group, data, choice));
      // What one group alone hides would be shown without it.
      for (const group of hidden.length > 0 ? hidden : GROUPS) {
        if (hidden.length > 1) break;
        const key = `${group}=${valueOf(item, group, data)}`;
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
    }
  }
  for (const box of boxes) {
    const shown = box.parentElement?.querySelector('.count');
    if (shown) shown.textContent = shownNumber(counts.get(`${box.name}=${box.value}`) ?? 0);
  }
}
