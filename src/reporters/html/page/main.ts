import type { PageData } from '../data.ts';
import { byId, count, shownNumber } from './dom.ts';
import { fileView, type FileView } from './files.ts';
import { connect } from './filters.ts';
import { listenToKeys } from './keyboard.ts';
import { chooseTheme } from './theme.ts';

/** Where a diff has room for two columns. */
const WIDE = '(min-width: 1100px)';
/** How far from the seen part items are made, in pixels. */
const AHEAD = 1500;

function start(): void {
  // The report and its page are made together.
  const data = JSON.parse(byId('data').textContent) as PageData;
  const wide = matchMedia(WIDE);
  const views = data.files.map((file, index) => fileView(file, index, data, () => wide.matches));
  const filters = connect(() => update());
  const update = (): void => {
    const choice = filters.choice();
    for (const view of views) view.filter(choice);
    filters.count(data);
    tell(data, views);
  };
  update();
  byId('files').append(...views.map(({ section }) => section));
  fillWhenNear(views);
  listenToKeys(views);
  chooseTheme();
  byId('filters').hidden = false;
  byId('tools').hidden = false;
  wide.addEventListener('change', () => views.forEach(({ refill }) => refill()));
  addEventListener('beforeprint', () =>
    views.forEach(({ shown, fill }) => (shown.length > 0 ? fill() : undefined)),
  );
  if (!matchMedia('(min-width: 800px)').matches)
    byId('filters').querySelector('details')?.removeAttribute('open');
}

/** Says what the filters leave: a screen reader reads it out. */
function tell({ files }: PageData, views: readonly FileView[]): void {
  const all = files.reduce((sum, { items }) => sum + items.length, 0);
  const items = views.reduce((sum, { shown }) => sum + shown.length, 0);
  const left = views.filter(({ shown }) => shown.length > 0).length;
  const of = items === all ? '' : ` of ${shownNumber(all)}`;
  byId('shown').textContent =
    all === 0 ? 'There is nothing to show.' : `Shows ${shownNumber(items)}${of} in ${count(left, 'file')}.`;
  byId('nothing').hidden = all === 0 || items > 0;
}

function fillWhenNear(views: readonly FileView[]): void {
  const bySection = new Map<Element, FileView>(views.map((view) => [view.section, view]));
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (!isIntersecting) continue;
        observer.unobserve(target);
        bySection.get(target)?.fill();
      }
    },
    { rootMargin: `${AHEAD}px` },
  );
  for (const { section } of views) observer.observe(section);
}

start();
