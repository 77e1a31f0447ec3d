import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The data of each part, by its name. */
export type Results = Readonly<Record<string, unknown>>;

const FILE = join(import.meta.dirname, 'results.json');

export const readResults = (): Results =>
  // Written below, from what the parts found.
  existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as Results) : {};

export const writeResults = (results: Results): void =>
  writeFileSync(FILE, `${JSON.stringify(results, null, 2)}\n`);
