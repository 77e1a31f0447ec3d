import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { formatFile } from '../../src/dev/rules/format.ts';
import { cases } from './cases.ts';
import { evidence } from './evidence/run.ts';
import { example } from './example.ts';
import { generated } from './generated/run.ts';
import { hostile } from './hostile/run.ts';
import { lies } from './lies/run.ts';
import type { AnyPart } from './part.ts';
import { page, readme } from './report.ts';
import { recorder } from './recorder/run.ts';
import { responses } from './responses/run.ts';
import type { Results } from './results.ts';
import { others } from './suites/others.ts';
import { suites } from './suites/suites.ts';

/** Every part of the proof, in the order of the page. */
export const PARTS: readonly AnyPart[] = [
  example,
  cases,
  responses,
  generated,
  hostile,
  recorder,

  evidence,
  lies,
  suites,
  others,
];

const README = 'README.md';

/** The files that show the results, and what they have to be, by path. */
async function pages(results: Results): Promise<ReadonlyMap<string, string>> {
  const texts = [
    ['CLIENTS.md', page(PARTS, results)],
    [README, readme(readFileSync(README, 'utf8'), PARTS, results)],
  ] as const;
  const formatted = texts.map(async ([path, text]) => [path, await formatFile('.', path, text)] as const);
  return new Map(await Promise.all(formatted));
}

/** The paths of the pages that do not show these results. */
export async function stalePages(results: Results): Promise<readonly string[]> {
  return [...(await pages(results))]
    .filter(([path, text]) => !existsSync(path) || readFileSync(path, 'utf8') !== text)
    .map(([path]) => path);
}

/** Writes the pages of these results. */
export async function writePages(results: Results): Promise<void> {
  for (const [path, text] of await pages(results)) writeFileSync(path, text);
}
