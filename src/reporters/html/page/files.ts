import type { PageData, PageFile, PageItem } from '../data.ts';
import { count, make, shownNumber } from './dom.ts';
import { isShown, type Choice } from './filters.ts';
import { itemElement } from './items.ts';
import { diffTable } from './tables.ts';

/** A file on the page. Its items are made once it comes near the part that is seen. */
export interface FileView {
  readonly section: HTMLElement;
  readonly button: HTMLButtonElement;
  /** The indexes of the items that the filters leave. */
  readonly shown: readonly number[];
  readonly filter: (choice: Choice) => void;
  /** Makes the elements of the items, if they are not there. */
  readonly fill: () => void;
  /** Makes them anew, if they are there. */
  readonly refill: () => void;
  readonly element: (item: number) => HTMLElement | undefined;
  readonly fold: (isFolded: boolean) => void;
}

/** About as high as they will be, so that the scroll bar does not jump. */
const HEIGHT = { head: 60, item: 120, line: 20 } as const;

export function fileView(file: PageFile, index: number, data: PageData, isWide: () => boolean): FileView {
  const body = make('div', { id: `file-${index}`, class: 'body' });
  const button = make(
    'button',
    { type: 'button', 'aria-expanded': 'true', 'aria-controls': body.id },
    file.path,
  );
  const told = make('span', { class: 'told' });
  const section = make(
    'section',
    { class: 'file' },
    make('div', { class: 'head' }, make('h3', {}, button), told),
    body,
  );
  let shown: readonly number[] = [];
  let elements = new Map<number, HTMLElement>();
  let isFilled = false;
  const fill = (): void => {
    if (isFilled) return;
    isFilled = true;
    elements = new Map();
    body.replaceChildren(...bodyOf(file, shown, data, isWide(), elements));
  };
  const refill = (): void => {
    if (!isFilled) return;
    isFilled = false;
    fill();
  };
  const fold = (isFolded: boolean): void => {
    button.setAttribute('aria-expanded', String(!isFolded));
    body.hidden = isFolded;
  };
  button.addEventListener('click', () => fold(!body.hidden));
  return {
    section,
    button,
    get shown() {
      return shown;
    },
    filter(choice) {
      const all = file.items.map((_, item) => item);
      const next = all.filter((item) => isShown(file.items[item]!, file, data, choice));
      section.hidden = next.length === 0;
      if (String(next) === String(shown)) return;
      shown = next;
      told.textContent = toldOf(shown.map((item) => file.items[item]!));
      section.style.setProperty('contain-intrinsic-block-size', `auto ${heightOf(file, shown)}px`);
      refill();
    },
    fill,
    refill,
    element: (item) => elements.get(item),
    fold,
  };
}

function toldOf(items: readonly PageItem[]): string {
  const number = (kind: PageItem['kind']): number => items.filter((item) => item.kind === kind).length;
  const [edits, left] = [number('edit'), number('left')];
  return [
    ...(edits > 0 ? [count(edits, 'edit')] : []),
    ...(left > 0 ? [`${shownNumber(left)} left`] : []),
    ...(number('failed') > 0 ? ['failed'] : []),
    ...(number('skipped') > 0 ? ['skipped'] : []),
  ].join(', ');
}

function heightOf(file: PageFile, shown: readonly number[]): number {
  const items = shown.map((item) => file.items[item]!);
  const hunks = [...new Set(items.flatMap(({ hunk }) => (hunk === undefined ? [] : [hunk])))];
  const lines = [
    ...items.flatMap(({ code }) => code ?? []),
    ...hunks.flatMap((hunk) => file.hunks[hunk] ?? []),
  ]
    .map((hunk) => hunk.lines.length)
    .reduce((sum, number) => sum + number, 0);
  return HEIGHT.head + HEIGHT.item * items.length + HEIGHT.line * lines;
}

/** The items, and each change behind the last of the edits that it shows. */
function bodyOf(
  file: PageFile,
  shown: readonly number[],
  data: PageData,
  isWide: boolean,
  elements: Map<number, HTMLElement>,
): readonly HTMLElement[] {
  const body: HTMLElement[] = [];
  for (const [position, index] of shown.entries()) {
    const item = file.items[index]!;
    const element = itemElement(item, file, data);
    elements.set(index, element);
    body.push(element);
    const next = shown[position + 1];
    const hunk = item.hunk === undefined ? undefined : file.hunks[item.hunk];
    if (hunk && (next === undefined || file.items[next]!.hunk !== item.hunk))
      body.push(diffTable(hunk, file.path, isWide));
  }
  return body;
}
