import { wasRun, type Measured } from '../measure/measure.ts';
import type { Contest } from './results.ts';
import { inSeconds, ratio } from './table.ts';

const WIDTH = 760;
/** Where the axis begins and ends. */
const [LEFT, RIGHT] = [220, 590] as const;
const ROW = 24;
const HEAD = 58;
/** Between two contests. */
const GAP = 22;

const STYLE = `
  text { font: 13px system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif; fill: #1f2328; }
  .title { font-weight: 600; }
  .tick { font-size: 11px; fill: #59636e; text-anchor: middle; }
  .name { text-anchor: end; }
  .grid { stroke: #d1d9e0; }
  .range { stroke: #59636e; stroke-width: 2; }
  .dot { fill: #59636e; }
  .own .range { stroke: #0969da; }
  .own .dot { fill: #0969da; }
  .own text { font-weight: 600; }
  .paper { fill: #ffffff; }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc; }
    .tick { fill: #9198a1; }
    .grid { stroke: #3d444d; }
    .range { stroke: #9198a1; }
    .dot { fill: #9198a1; }
    .own .range { stroke: #4493f8; }
    .own .dot { fill: #4493f8; }
    .paper { fill: #0d1117; }
  }`;

/** Wall time of every process that was run, on a logarithmic axis that all contests share, as SVG with text as text. */
export function chartOf(contests: readonly Contest[]): string {
  const scale = scaleOf(contests);
  let y = 10;
  const groups = contests.map((contest) => {
    const group = panelOf(contest, scale, y);
    y += heightOf(contest) + GAP;
    return group;
  });
  const height = y;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-labelledby="title desc">`,
    '<title id="title">Wall time of bump-testclient beside other tools</title>',
    '<desc id="desc">A dot is the median, a line goes from the least to the most. The axis is logarithmic. The tables of this page have the same numbers.</desc>',
    `<style>${STYLE}\n</style>`,
    `<rect class="paper" width="${WIDTH}" height="${height}"/>`,
    ...groups,
    '</svg>',
    '',
  ].join('\n');
}

const measuredIn = ({ rows }: Contest): readonly Measured[] => rows.filter(wasRun);

const heightOf = (contest: Contest): number => HEAD + measuredIn(contest).length * ROW;

interface Scale {
  /** Powers of ten, in milliseconds, from below the least to above the most. */
  readonly ticks: readonly number[];
  /** From milliseconds to a place on the axis. */
  readonly at: (milliseconds: number) => number;
}

function scaleOf(contests: readonly Contest[]): Scale {
  const values = contests.flatMap((contest) =>
    measuredIn(contest).flatMap(({ wall }) => [wall.least, wall.most]),
  );
  const bounds = values.map((value) => Math.log10(Math.max(value, 1)));
  const from = Math.floor(bounds.reduce((a, b) => Math.min(a, b), 1));
  const to = Math.max(Math.ceil(bounds.reduce((a, b) => Math.max(a, b), from + 1)), from + 1);
  const at = (milliseconds: number): number =>
    LEFT + ((Math.log10(Math.max(milliseconds, 1)) - from) / (to - from)) * (RIGHT - LEFT);
  return { ticks: Array.from({ length: to - from + 1 }, (_, index) => 10 ** (from + index)), at };
}

function panelOf(contest: Contest, { ticks, at }: Scale, top: number): string {
  const rows = measuredIn(contest);
  const bottom = top + heightOf(contest);
  const grid = ticks.flatMap((tick) => [
    `<line class="grid" x1="${place(at(tick))}" x2="${place(at(tick))}" y1="${top + 44}" y2="${bottom}"/>`,
    `<text class="tick" x="${place(at(tick))}" y="${top + 38}">${tick / 1000} s</text>`,
  ]);
  const base = rows.find(({ name }) => name === contest.base);
  const lines = rows.map((row, index) => rowOf(row, base, at, top + HEAD + index * ROW + 4));
  return [
    `<text class="title" x="10" y="${top + 14}">${escaped(contest.title)}</text>`,
    ...grid,
    ...lines,
  ].join('\n');
}

function rowOf(row: Measured, base: Measured | undefined, at: Scale['at'], y: number): string {
  const { name, wall } = row;
  const often = ratio(wall.median, base?.wall.median);
  const said = often === '-' || row === base ? inSeconds(wall.median) : `${inSeconds(wall.median)}, ${often}`;
  return [
    `<g${isOwn(name) ? ' class="own"' : ''}>`,
    `<text class="name" x="${LEFT - 12}" y="${y + 4}">${escaped(name)}</text>`,
    `<line class="range" x1="${place(at(wall.least))}" x2="${place(at(wall.most))}" y1="${y}" y2="${y}"/>`,
    `<circle class="dot" cx="${place(at(wall.median))}" cy="${y}" r="5"/>`,
    `<text x="${RIGHT + 12}" y="${y + 4}">${said}</text>`,
    '</g>',
  ].join('');
}

/** Not the one of PyPI, which has a version in its name. */
const isOwn = (name: string): boolean => /^bump-testclient(?! \d)/.test(name);

const place = (value: number): string => value.toFixed(1);

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
