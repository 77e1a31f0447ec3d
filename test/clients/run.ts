import { messageOf } from '../../src/runner/errors.ts';
import { readArguments } from './arguments.ts';
import { ensureEnvironments, NEW, OLD, Unreachable } from './environments.ts';
import type { AnyPart, Context, Found } from './part.ts';
import { PARTS, stalePages, writePages } from './pages.ts';
import { readResults, writeResults, type Results } from './results.ts';

async function main(args: readonly string[]): Promise<number> {
  const { only, update, pages, options } = readArguments(
    args,
    PARTS.map(({ name }) => name),
  );
  if (pages) {
    await writePages(readResults());
    return 0;
  }
  const ensured = await ensureEnvironments([OLD, ...NEW], say);
  if (ensured.status === 'unreachable') {
    say(new Unreachable(ensured.missing).message);
    say('clients: skipped');
    return 0;
  }
  const context: Context = { old: OLD, news: NEW, python: ensured.python, say, options };
  const chosen = PARTS.filter(({ name }) => only?.includes(name) ?? true);
  const found = await runParts(chosen, context);
  const before = readResults();
  const results: Results = {
    ...before,
    ...Object.fromEntries(found.map(([name, { data }]) => [name, data])),
  };
  const stale = update ? [] : await staleFiles(before, results);
  if (update) {
    writeResults(results);
    await writePages(results);
  }
  return conclude(
    found.map(([, one]) => one),
    stale,
  );
}

async function runParts(
  parts: readonly AnyPart[],
  context: Context,
): Promise<readonly (readonly [string, Found<unknown>])[]> {
  const found: (readonly [string, Found<unknown>])[] = [];
  for (const one of parts) {
    const result = await unlessUnreachable(one.run(context));
    if (!result) continue;
    say(`\n${one.inFull(result.data)}\n`);
    found.push([one.name, result]);
  }
  return found;
}

/** A part may need more of PyPI than the environments of all. */
async function unlessUnreachable<Result>(running: Promise<Result>): Promise<Result | undefined> {
  try {
    return await running;
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    say(error.message);
    return undefined;
  }
}

async function staleFiles(before: Results, results: Results): Promise<readonly string[]> {
  const stale = await stalePages(results);
  return JSON.stringify(before) === JSON.stringify(results) ? stale : ['results.json', ...stale];
}

function conclude(found: readonly Found<unknown>[], stale: readonly string[]): number {
  const failures = [
    ...found.flatMap((one) => one.failures),
    ...stale.map((path) => `${path} does not show these results: run \`npm run test:clients -- --update\``),
  ];
  for (const failure of failures) say(`FAILED ${failure}`);
  const passed = found.reduce((sum, one) => sum + one.passed, 0);
  say(`clients: ${passed} passed, ${failures.length} failed`);
  return failures.length > 0 ? 1 : 0;
}

function say(line: string): void {
  console.log(line);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}
