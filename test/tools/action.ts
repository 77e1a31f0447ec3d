import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, parseAllDocuments } from 'yaml';
import { finish, run } from '../../src/dev/package/process.ts';
import { requirePyPI } from '../../src/dev/package/registries.ts';
import { ACTION_ROWS, FILES, GITLAB_ROWS, HOSTILE_ROWS, type Ran, type Row } from './action-rows.ts';
import { actionSteps, inputsOf, type Inputs } from './action-steps.ts';
import type { Part } from './parts.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const BIN = join(ROOT, 'dist/bin/bump-testclient.js');

/** The action and the template for GitLab: their schemas, and what their scripts do with each input. */
export const action: Part = {
  name: 'action',
  checks: (folder) => [
    {
      name: 'the action and the template are valid, and no audit finds anything',
      run: () => checkForm(folder),
    },
    {
      name: 'each input of the action does what it says',
      run: () => checkRows(ACTION_ROWS, folder, runAction),
    },
    {
      name: 'no input of the action is taken for code',
      run: () => checkRows(HOSTILE_ROWS, folder, runAction),
    },
    {
      name: 'each input of the GitLab template does what it says',
      run: () => checkRows(GITLAB_ROWS, folder, runGitLab),
    },
  ],
};

function checkRows(
  rows: readonly Row[],
  folder: string,
  start: (inputs: Inputs, folder: string) => Ran,
): string {
  const wrong = rows.flatMap(({ name, inputs, status, holds }) => {
    const ran = start(inputs, folder);
    if ((Number.isNaN(status) || ran.status === status) && (holds?.(ran) ?? true)) return [];
    const { stdout, stderr, outputs, npx } = ran;
    return [`${name}: ${JSON.stringify({ status: ran.status, npx, outputs })}\n${stdout}${stderr}`];
  });
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
  return `${rows.length} runs`;
}

/** Runs the `run:` steps of the action with the variables that the runner would give them, over a new repository. */
function runAction(inputs: Inputs, folder: string): Ran {
  const place = repository(folder);
  const given = { ...inputsOf(ROOT), ...inputs };
  const [step] = actionSteps(ROOT, given);
  const cwd = join(place, step!.workingDirectory);
  // The runner refuses a step whose folder does not exist.
  return inPlace(
    place,
    existsSync(cwd) ? cwd : place,
    ['bash', '--noprofile', '--norc', '-eo', 'pipefail'],
    step!.run,
    step!.env,
  );
}

interface GitLabHead {
  readonly spec: { readonly inputs: Readonly<Record<string, { readonly default: string }>> };
}

interface GitLabJob {
  readonly script: readonly string[];
  readonly variables: Readonly<Record<string, string | { readonly value: string }>>;
}

/** Runs the script of the GitLab job as its runner does, with the variables of the inputs. */
function runGitLab(inputs: Inputs, folder: string): Ran {
  const [head, body] = parseAllDocuments(readFileSync(join(ROOT, 'examples/ci/gitlab.yml'), 'utf8'));
  const { spec } = head!.toJS() as GitLabHead;
  const job = (body!.toJS() as Readonly<Record<string, GitLabJob>>)['bump-testclient']!;
  const filled = (text: string): string =>
    text.replace(
      /\$\[\[ inputs\.(\w+) \]\]/g,
      (_, name: string) => inputs[name] ?? spec.inputs[name]!.default,
    );
  const env = Object.fromEntries(
    Object.entries(job.variables).map(([name, one]) => [
      name,
      filled(typeof one === 'string' ? one : one.value),
    ]),
  );
  const place = repository(folder);
  const own = { ...env, CI_MERGE_REQUEST_DIFF_BASE_SHA: 'abc' };
  return inPlace(place, place, ['sh', '-e'], job.script.join('\n'), own);
}

function repository(folder: string): string {
  const place = mkdtempSync(join(folder, 'run-'));
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(join(place, path, '..'), { recursive: true });
    writeFileSync(join(place, path), text);
  }
  mkdirSync(join(place, 'out'));
  const git = (...args: readonly string[]): unknown => run({ cwd: place }, 'git', ...args);
  git('init', '-q');
  git('add', '-A');
  git('-c', 'user.name=t', '-c', 'user.email=t@example.org', 'commit', '-q', '-m', 'state');
  return place;
}

/** Runs a script with an `npx` that starts the built command, and says what it was given. */
function inPlace(
  place: string,
  cwd: string,
  [shell = 'sh', ...options]: readonly string[],
  script: string,
  variables: Inputs,
): Ran {
  const own = `${place}-runner`;
  mkdirSync(own);
  const [log, output] = [join(own, 'npx'), join(own, 'output')];
  writeFileSync(output, '');
  writeFileSync(join(own, 'script'), script);
  const bin = join(own, 'bin');
  mkdirSync(bin);
  const npx = `#!/bin/sh\nprintf '%s\\0' "$@" > "${log}"\nshift 2\nexec "${process.execPath}" "${BIN}" "$@"\n`;
  writeFileSync(join(bin, 'npx'), npx);
  chmodSync(join(bin, 'npx'), 0o755);
  const env = {
    ...variables,
    PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}`,
    GITHUB_OUTPUT: output,
    RUNNER_TEMP: own,
  };
  const finished = finish({ cwd, env }, shell, ...options, join(own, 'script'));
  const lines = readFileSync(output, 'utf8').split('\n').filter(Boolean);
  return {
    ...finished,
    outputs: Object.fromEntries(lines.map((line) => line.split(/=(.*)/s, 2) as [string, string])),
    npx: existsSync(log) ? readFileSync(log, 'utf8').split('\0').slice(0, -1) : undefined,
    text: (path) => readFileSync(join(place, path), 'utf8'),
    isThere: (path) => existsSync(join(place, path)) || existsSync(join(cwd, path)),
  };
}

/** The public schemas of both, and an audit of the action for what lets others run code. */
function checkForm(folder: string): string {
  requirePyPI('check-jsonschema');
  const bin = join(folder, 'python', 'bin');
  const here = { cwd: ROOT };
  run(here, 'python3', '-m', 'venv', join(folder, 'python'));
  run(
    here,
    join(bin, 'pip'),
    'install',
    '--quiet',
    '--disable-pip-version-check',
    'check-jsonschema',
    'zizmor',
  );
  const checker = join(bin, 'check-jsonschema');
  run(here, checker, '--builtin-schema', 'vendor.github-actions', 'action.yml');
  // The schema is of the job; the inputs stand in a document before it.
  const [, job = ''] = readFileSync(join(ROOT, 'examples/ci/gitlab.yml'), 'utf8').split('\n---\n');
  parse(job);
  writeFileSync(join(folder, 'job.yml'), job);
  run(here, checker, '--builtin-schema', 'vendor.gitlab-ci', join(folder, 'job.yml'));
  run(here, join(bin, 'zizmor'), '--offline', '--no-progress', 'action.yml');
  return run(here, join(bin, 'zizmor'), '--version').trim();
}
