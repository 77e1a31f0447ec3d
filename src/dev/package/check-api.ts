import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './process.ts';

const LEGACY = `from starlette.testclient import TestClient

client = TestClient(app)


def test_redirect():
    client.get("/", allow_redirects=False)
`;

/** How users compile, and whether the types of Node are there. */
const COMPILERS = [
  { module: 'nodenext', moduleResolution: 'nodenext', types: ['node'], lib: ['es2023'] },
  { module: 'node16', moduleResolution: 'node16', types: ['node'], lib: ['es2023'] },
  { module: 'esnext', moduleResolution: 'bundler', types: ['node'], lib: ['es2023'] },
  { module: 'esnext', moduleResolution: 'bundler', types: [], lib: ['es2023', 'dom'] },
] as const;

/**
 * Compiles and runs the examples of docs/api.md with the package that is installed in `user`, from ECMAScript and from CommonJS. Throws
 * where one fails, or does something else than it says.
 */
export function checkApi(root: string, user: string): void {
  const page = readFileSync(join(root, 'docs/api.md'), 'utf8');
  const blocks = (language: string): readonly string[] =>
    [...page.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(([, code = '']) => code);
  const [text, project] = blocks('ts');
  const [common] = blocks('js');
  if (text === undefined || project === undefined || common === undefined)
    throw new Error('docs/api.md has not the three examples that are to be run');
  COMPILERS.forEach((options, index) =>
    compile(root, join(user, `types-${index}`), options, {
      'text.mts': text,
      // It names a module of Node.
      ...(options.types.length > 0 && { 'project.mts': project }),
      'all.mts': EVERYTHING,
    }),
  );
  runExamples(join(user, 'api'), { text, project, common });
}

/** Uses each export, with the types that it is documented with. */
const EVERYTHING = `
import { formatReport, listFormats, listRules, migrate, patchOf, run, UsageError } from 'bump-testclient';
import type { Finding, Format, MigrateOptions, MigrateResult, Progress, Report, RuleInfo, RunOptions, RunOutcome } from 'bump-testclient';

const options: RunOptions = { paths: 'tests', select: ['json-body'], mode: 'check', strict: 'fails', onProgress: ({ done, total }: Progress) => void (done / (total ?? 1)) };
const outcome: RunOutcome = await run(options);
const report: Report = outcome.report;
const formats: readonly Format[] = await listFormats();
const rendered: readonly string[] = await Promise.all(formats.map((format) => formatReport(report, format, { verbose: true })));
const bytes: Uint8Array = (await patchOf(report, { cwd: '.' })).bytes;
const rules: readonly RuleInfo[] = await listRules();
const settings: MigrateOptions = { path: 'a.py', unsafe: true };
const result: MigrateResult = await migrate('', settings);
const findings: readonly Finding[] = result.status === 'changed' || result.status === 'unchanged' ? result.findings : [];
const columns: readonly number[] = findings.map(({ column }) => column);
const hint: string | undefined = new UsageError('a', 'b').hint;
// @ts-expect-error: an option that is not there is undefined, and must not be given as such.
const strange: RunOptions = { cwd: undefined };
export { bytes, columns, hint, rendered, rules, strange };
`;

function compile(
  root: string,
  folder: string,
  options: (typeof COMPILERS)[number],
  files: Readonly<Record<string, string>>,
): void {
  mkdirSync(folder);
  for (const [name, code] of Object.entries(files)) writeFileSync(join(folder, name), code);
  const compilerOptions = {
    ...options,
    ...{ target: 'es2022', strict: true, noEmit: true, skipLibCheck: false },
    ...{ exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, verbatimModuleSyntax: true },
    typeRoots: [join(root, 'node_modules/@types')],
  };
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions, files: Object.keys(files) }),
  );
  run({ cwd: folder }, process.execPath, join(root, 'node_modules/typescript/bin/tsc'), '-p', '.');
}

function runExamples(
  folder: string,
  { text, project, common }: Readonly<Record<'text' | 'project' | 'common', string>>,
): void {
  mkdirSync(join(folder, 'tests'), { recursive: true });
  writeFileSync(join(folder, 'tests/test_a.py'), LEGACY);
  const scripts = {
    'text.mjs': text,
    'project.mjs': `${project}\nprocess.exitCode -= 1;\n`,
    'common.cjs': common,
  };
  for (const [name, code] of Object.entries(scripts)) writeFileSync(join(folder, name), code);
  // Node 20 says so where it requires a module of ECMAScript; that is no part of what the program prints.
  const said = (script: string): string =>
    run({ cwd: folder, env: { NODE_OPTIONS: '--no-warnings' } }, process.execPath, script);
  expectText(
    'text.mjs',
    said('text.mjs'),
    /follow_redirects=False\)[^]*^\d+:\d+ follow-redirects \(applied\)$/m,
  );
  expectText('project.mjs', said('project.mjs'), /^tests\/test_a\.py 1 0$/m);
  expectText('common.cjs', said('common.cjs'), /^unchanged$/m);
  const report = readFileSync(join(folder, 'report.json'), 'utf8');
  expectText('report.json', report, /"changed": 1,/);
  expectText(
    'migration.patch',
    readFileSync(join(folder, 'migration.patch'), 'utf8'),
    /^\+ {4}client\.get\("\/", follow_/m,
  );
}

function expectText(name: string, text: string, pattern: RegExp): void {
  if (!pattern.test(text)) throw new Error(`${name} of docs/api.md gives something else:\n${text}`);
}
