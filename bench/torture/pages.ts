import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import type { PartName } from './options.ts';
import type { PartResult } from './trial.ts';

const PAGE = fileURLToPath(new URL('../../docs/reliability.md', import.meta.url));

/** Writes the results of a part into its place in docs/reliability.md. The first is ours, others are of other tools. */
export async function updatePage(part: PartName, results: readonly PartResult[]): Promise<void> {
  const page = readFileSync(PAGE, 'utf8');
  const place = new RegExp(`(<!-- ${part} -->\\n).*?(<!-- end of ${part} -->)`, 's');
  if (!place.test(page)) throw new Error(`docs/reliability.md has no place for ${part}`);
  const text = page.replace(
    place,
    (_, start: string, end: string) => `${start}\n${tellAll(part, results)}\n${end}`,
  );
  writeFileSync(PAGE, await format(text, { ...(await resolveConfig(PAGE)), filepath: PAGE }));
}

function tellAll(part: PartName, results: readonly PartResult[]): string {
  const [ours] = results;
  if (!ours || ours.skipped !== undefined) return `Not run: ${ours?.skipped ?? 'no result'}.\n`;
  const again = `npm run torture -- --only ${part} --seed ${ours.seed} --trials ${ours.trials}`;
  const failed = ours.failures.map(
    ({ trial, problems }) => `- trial ${trial}: ${problems[0]?.split('\n')[0] ?? ''}\n`,
  );
  const counts = Object.entries(ours.figures).map(([name, count]) => `| ${name} | ${count} |\n`);
  return [
    `${ours.trials} trials, **${ours.failures.length} failed** (\`${again}\`).\n\n`,
    ...failed,
    `\n| counted | times |\n| --- | ---: |\n${counts.join('')}`,
    results.length > 1 ? `\n${tableOf(results)}` : '',
  ].join('');
}

const COLUMNS: Readonly<Record<string, string>> = {
  'killed between the first file and the last': 'killed while writing',
  'files left': 'left files as they were',
  'files damaged': 'left damaged files',
  'a temporary file left by the kill': 'left a temporary file',
  'not made whole by a rerun': 'not made whole by a rerun',
};

function tableOf(results: readonly PartResult[]): string {
  const shown = Object.keys(COLUMNS).filter((name) => results.some(({ figures }) => name in figures));
  const heads = ['tool', 'trials', ...shown.map((name) => COLUMNS[name])];
  const rows = results.map(({ tool = '**bump-testclient**', trials, figures }) => [
    tool,
    trials,
    ...shown.map((name) => figures[name] ?? 0),
  ]);
  return [heads, heads.map((_, index) => (index === 0 ? '---' : '---:')), ...rows]
    .map((row) => `| ${row.join(' | ')} |\n`)
    .join('');
}
