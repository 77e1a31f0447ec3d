import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { formatFile } from '../../src/dev/rules/format.ts';
import { fillSection } from '../../src/dev/rules/readme.ts';
import { chartOf } from './chart.ts';
import type { Kept } from './results.ts';
import { cellsOf } from './table.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PAGE = 'docs/performance.md';
const CHART = 'docs/performance.svg';
const COMMAND = 'npm run bench -- --pages';

/** The page and its chart, by path, as the results want them. */
export async function pagesOf(all: readonly Kept[]): Promise<ReadonlyMap<string, string>> {
  const page = fillSection(
    readFileSync(join(ROOT, PAGE), 'utf8'),
    'results',
    all.map(sectionOf).join('\n\n'),
    COMMAND,
  );
  return new Map([
    [PAGE, await formatFile(ROOT, PAGE, page)],
    [CHART, chartOf(all)],
  ]);
}

export async function writePages(all: readonly Kept[]): Promise<void> {
  for (const [path, text] of await pagesOf(all)) {
    const isSame = existsSync(join(ROOT, path)) && readFileSync(join(ROOT, path), 'utf8') === text;
    if (!isSame) writeFileSync(join(ROOT, path), text);
  }
}

function sectionOf(kept: Kept): string {
  const { title, date, machine } = kept;
  const [head = [], ...rows] = cellsOf(kept);
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const rule = line(head.map((_, column) => (column === 0 ? '---' : '---:')));
  const versions = Object.entries(machine.versions).map(([name, version]) => `${name} ${version}`);
  return [
    `### ${title}`,
    [line(head), rule, ...rows.map(line)].join('\n'),
    `${date}, ${machine.cpus} cores (${machine.model}), load ${machine.load} before; ${versions.join(', ')}.`,
  ].join('\n\n');
}
