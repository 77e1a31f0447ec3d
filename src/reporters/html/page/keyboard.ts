import { byId } from './dom.ts';
import type { FileView } from './files.ts';

/** Single keys lead from one item or file to the next, where nothing is typed and no dialog is open. */
export function listenToKeys(views: readonly FileView[]): void {
  const help = byId('help', HTMLDialogElement);
  const isOn = byId('keys', HTMLInputElement);
  let current: readonly [file: number, item: number] = [-1, -1];
  const show = (): void => help.showModal();
  byId('help-open').addEventListener('click', show);
  byId('help-close').addEventListener('click', () => help.close());
  const go = (found: readonly [number, number] | undefined): void => {
    const view = found && views[found[0]];
    if (!view) return;
    current = found;
    view.fold(false);
    view.fill();
    const target = found[1] < 0 ? view.button : view.element(found[1]);
    target?.focus({ preventScroll: true });
    target?.scrollIntoView({ block: 'start' });
  };
  const fold = (): void => {
    const view = views[current[0]];
    if (!view) return;
    view.fold(view.button.getAttribute('aria-expanded') === 'true');
    view.button.focus();
  };
  const actions: Readonly<Record<string, () => void>> = {
    j: () => go(nextItem(views, current, 1)),
    k: () => go(nextItem(views, current, -1)),
    n: () => go(nextFile(views, current, 1)),
    p: () => go(nextFile(views, current, -1)),
    o: fold,
    '/': () => byId('path').focus(),
    '?': show,
  };
  addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open || !isOn.checked) return;
    if (
      event.target instanceof Element &&
      event.target.closest('input:not([type=checkbox]), select, textarea')
    )
      return;
    const action = Object.hasOwn(actions, event.key) ? actions[event.key] : undefined;
    if (!action) return;
    event.preventDefault();
    action();
  });
  // Where somebody is by other means, the keys go on from.
  document.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof Element)) return;
    const section = target.closest('.file');
    const file = views.findIndex((view) => view.section === section);
    const view = views[file];
    if (!view) return;
    const item = view.shown.find((one) => view.element(one)?.contains(target));
    current = [file, item ?? -1];
  });
}

type Place = readonly [file: number, item: number];

function nextItem(views: readonly FileView[], [file, item]: Place, step: 1 | -1): Place | undefined {
  for (let at = Math.max(file, step > 0 ? 0 : file); at >= 0 && at < views.length; at += step) {
    const { shown } = views[at]!;
    const found =
      at !== file
        ? shown.at(step > 0 ? 0 : -1)
        : step > 0
          ? shown.find((one) => one > item)
          : shown.findLast((one) => one < item);
    if (found !== undefined) return [at, found];
  }
  return undefined;
}

function nextFile(views: readonly FileView[], [file]: Place, step: 1 | -1): Place | undefined {
  for (let at = file + step; at >= 0 && at < views.length; at += step)
    if (views[at]!.shown.length > 0) return [at, -1];
  return undefined;
}
