import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LanguageName } from '../src/core/rule.ts';
import { migrate } from '../src/index.ts';
import { languageOf } from '../src/languages/index.ts';
import { MAX_TEXT } from '../src/runner/files/read.ts';

/**
 * Migrates every file of the folders given (default: the machine's own Python, and the packages this project uses), one
 * by one and past the gate, unless it is larger than the command reads, unsafe fixes included: no crash, no change without a client, and every result parses; one of
 * Python compiles where its input did.
 *   npm run robustness -- [folder...]
 */
const folders = process.argv.slice(2).length > 0 ? process.argv.slice(2) : libraries();
const SPEAKS_OF_CLIENTS: Readonly<Record<LanguageName, RegExp>> = {
  python: /TestClient|AsyncClient|httpx|_client|\bclient\b/,
  javascript: /TestClient|AsyncClient/,
  config: /httpx/,
};

interface Change {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

const counts = new Map<string, number>();
const problems: string[] = [];
const changes: Change[] = [];
let bytes = 0;
const started = performance.now();
for (const path of folders.flatMap(sourceFiles)) {
  const read = readFileSync(path);
  if (read.length > MAX_TEXT) {
    count('larger than the command reads');
    continue;
  }
  const source = decode(read);
  bytes += read.length;
  const result = await migrate(source, { path, unsafe: true });
  const outcome = result.status === 'failed' ? `failed: ${result.reason}` : result.status;
  count(outcome);
  if (result.status === 'failed' && result.reason !== 'syntax-error')
    problems.push(`${path}: ${result.reason}: ${result.detail}`);
  if (result.status === 'changed') changes.push({ path, before: source, after: result.text });
}
const seconds = ((performance.now() - started) / 1000).toFixed(0);
for (const { path, before } of changes) {
  const language = languageOf(path)?.name ?? 'python';
  if (!SPEAKS_OF_CLIENTS[language].test(before)) problems.push(`${path}: changed without a client`);
}
problems.push(...uncompilable(changes.filter(({ path }) => languageOf(path)?.name === 'python')));

console.log(`${sum(counts)} files, ${(bytes / 1e6).toFixed(0)} MB, ${seconds} s`);
for (const [outcome, count] of [...counts].sort()) console.log(`  ${outcome}: ${count}`);
for (const { path } of changes) console.log(`  changed ${path}`);
for (const problem of problems) console.log(`  PROBLEM ${problem}`);
process.exitCode = problems.length > 0 ? 1 : 0;

function count(outcome: string): void {
  counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
}

/** Latin-1 takes any bytes; what they mean is of no concern here. */
function decode(read: Buffer): string {
  const text = read.toString('utf8');
  return text.includes('\uFFFD') ? read.toString('latin1') : text;
}

function libraries(): string[] {
  const script = 'import sysconfig; print(sysconfig.get_path("stdlib"))';
  return [execFileSync('python3', ['-c', script], { encoding: 'utf8' }).trim(), 'node_modules'];
}

function sourceFiles(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((one) => one.isFile() && languageOf(one.name))
    .map((one) => join(one.parentPath, one.name));
}

/** Results that Python does not compile although it compiled what they were made of. */
function uncompilable(all: readonly Change[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'robustness-'));
  try {
    return all
      .filter((one) => compiles(folder, one.before) && !compiles(folder, one.after))
      .map(({ path }) => `${path}: does not compile`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function compiles(folder: string, source: string): boolean {
  const path = join(folder, 'module.py');
  writeFileSync(path, source);
  return spawnSync('python3', ['-m', 'py_compile', path]).status === 0;
}

function sum(all: ReadonlyMap<string, number>): number {
  return [...all.values()].reduce((total, count) => total + count, 0);
}
