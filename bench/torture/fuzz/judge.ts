import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrate } from '../../../src/index.ts';
import { UsageError } from '../../../src/runner/errors.ts';
import { run, type RunOptions, type RunOutcome } from '../../../src/runner/run.ts';
import type { Mutant } from './mutate.ts';

/** What the migration of a mutant came to. */
export interface Verdict {
  /** `changed`, `unchanged`, or why not. */
  readonly outcome: string;
  readonly problems: readonly string[];
  /** For Python to compile, in base64: if it takes `before`, it has to take `after`; without `after`, it must refuse `before`. */
  readonly compile?: { readonly before: string; readonly after?: string };
}

/** Reasons that no text excuses. */
const FAULTS = new Set(['crashed', 'did-not-converge']);

/** Migrates a mutant twice. Throws only where the public functions do, which is a fault. `folder` is free for files. */
export function judge(mutant: Mutant, folder: string): Promise<Verdict> {
  if (mutant.kind === 'config') return judgeConfiguration(mutant, folder);
  return mutant.text === undefined ? judgeBytes(mutant, folder) : judgeText(mutant.text, mutant);
}

async function judgeText(source: string, { path, kind, unsafe }: Mutant): Promise<Verdict> {
  const result = await migrate(source, { path, unsafe });
  if (result.status === 'failed') {
    const problems = FAULTS.has(result.reason) ? [`${result.reason}: ${result.detail}`] : [];
    const isRefused = result.reason === 'broke-syntax' && kind === 'python';
    return { outcome: result.reason, problems, ...(isRefused && { compile: { before: base64(source) } }) };
  }
  if (result.status !== 'changed') return { outcome: result.status, problems: [] };
  const again = await migrate(result.text, { path, unsafe });
  return {
    outcome: 'changed',
    problems: secondRun(again.status, again.status === 'failed' ? again.reason : ''),
    ...(kind === 'python' && { compile: { before: base64(source), after: base64(result.text) } }),
  };
}

const base64 = (text: string | Uint8Array): string => Buffer.from(text).toString('base64');

function secondRun(status: string, reason: string): string[] {
  if (status === 'failed') return [`the result is refused: ${reason}`];
  return status === 'changed' ? ['a second run changes it again'] : [];
}

const optionsIn = (cwd: string, unsafe: boolean): RunOptions => ({
  ...{ cwd, paths: [], mode: 'write', level: 'differs', unsafe, select: [], ignore: [], clients: [] },
  ...{ include: [], exclude: [], noIgnore: false, forceExclude: false },
  ...{ strictParsing: true, allowUnmatched: true, allowDirty: true },
});

/** Through standard input, where the runner decodes. */
async function judgeBytes({ path, kind, bytes, unsafe }: Mutant, folder: string): Promise<Verdict> {
  mkdirSync(folder, { recursive: true });
  const first = await through(bytes, path, unsafe, folder);
  if (first.outcome !== 'changed') return first;
  const second = await through(first.output, path, unsafe, folder);
  return {
    outcome: 'changed',
    problems: [...first.problems, ...secondRun(second.status, second.outcome)],
    ...(kind === 'python' && { compile: { before: base64(bytes), after: base64(first.output) } }),
  };
}

async function through(
  source: Uint8Array,
  filename: string,
  unsafe: boolean,
  cwd: string,
): Promise<Verdict & { readonly output: Uint8Array; readonly status: string }> {
  const { report, output = source } = await run({ ...optionsIn(cwd, unsafe), stdin: { filename, source } });
  const status = report.files[0]?.status ?? 'unchanged';
  const isChanged = Buffer.compare(output, source) !== 0;
  const problems = [
    ...faultsIn(report),
    ...((status === 'changed') === isChanged ? [] : ['the report and the output differ']),
  ];
  return { outcome: report.files[0]?.error?.reason ?? status, status, problems, output };
}

const faultsIn = ({ files }: RunOutcome['report']): string[] =>
  files.flatMap(({ path, error }) =>
    error && FAULTS.has(error.reason) ? [`${path}: ${error.reason}: ${error.message}`] : [],
  );

const SUITE: Readonly<Record<string, string>> = {
  'test_app.py':
    'from starlette.testclient import TestClient\nclient = TestClient(app)\nclient.post("/", data=b"1")\n',
  'src/testing.ts': "export { TestClient } from 'starlette/testclient';\n",
  'app.test.ts':
    "import { TestClient } from '@/testing';\nconst client = new TestClient(app);\nclient.post('/', { data: 'ping' });\n",
};

/** In a small project that the file belongs to. */
async function judgeConfiguration({ path, bytes, unsafe }: Mutant, folder: string): Promise<Verdict> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'src'), { recursive: true });
  for (const [name, text] of Object.entries(SUITE)) writeFileSync(join(folder, name), text);
  const file = join(folder, path);
  writeFileSync(file, bytes);
  const options = { ...optionsIn(folder, unsafe), paths: ['.'], strictParsing: false };
  try {
    const { report } = await run(options);
    const isChanged = !readFileSync(file).equals(bytes);
    const again = await run(options);
    const more = again.report.files.filter(({ status }) => status === 'changed');
    const own = report.files.find((one) => one.path === path);
    const refused = again.report.files.find((one) => one.path === path && one.status === 'failed');
    return {
      outcome: isChanged ? 'changed' : (own?.error?.reason ?? 'unchanged'),
      problems: [
        ...[...faultsIn(report), ...faultsIn(again.report)],
        ...more.map((one) => `a second run changes ${one.path} again`),
        ...(isChanged && refused ? [`the result is refused: ${refused.error?.message ?? ''}`] : []),
      ],
    };
  } catch (error) {
    if (error instanceof UsageError) return { outcome: 'refused', problems: [] };
    throw error;
  }
}
