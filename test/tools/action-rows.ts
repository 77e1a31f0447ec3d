import { existsSync } from 'node:fs';
import { formats } from '../../src/reporters/index.ts';
import { version } from '../../src/runner/version.ts';
import type { Inputs } from './action-steps.ts';

const OPENING = 'from starlette.testclient import TestClient\n\nclient = TestClient(app)\n\n\n';
const LEGACY = `${OPENING}def test_redirect():\n    client.get("/", allow_redirects=False)\n`;
/** Nothing can be done here without a person. */
const UNCLEAR = `${OPENING}def test_post(payload):\n    client.post("/", data=payload)\n`;
export const FILES = {
  'tests/test_a.py': LEGACY,
  'more/test_b.py': UNCLEAR,
  'done/test_c.py': 'answer = 42\n',
};

export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** What npx was called with; undefined where it was not. */
  readonly npx: readonly string[] | undefined;
  readonly text: (path: string) => string;
  /** What stands in the folder of the run, and is none of its files. */
  readonly isThere: (path: string) => boolean;
}

export interface Row {
  readonly name: string;
  readonly inputs: Inputs;
  readonly status: number;
  /** Throws, or returns what is wrong. */
  readonly holds?: (ran: Ran) => boolean;
}

const has =
  (...args: readonly string[]) =>
  ({ npx = [] }: Ran): boolean =>
    args.every((arg) => npx.includes(arg));

export const ACTION_ROWS: readonly Row[] = [
  {
    name: 'a check by default',
    inputs: {},
    status: 1,
    holds: ({ outputs, stdout, text, npx }) =>
      outputs['changed'] === '1' &&
      outputs['edits'] === '1' &&
      outputs['manual'] === '1' &&
      outputs['failed'] === '0' &&
      outputs['exit-code'] === '1' &&
      existsSync(outputs['report'] ?? '') &&
      outputs['sarif'] === undefined &&
      stdout.includes('tests/test_a.py') &&
      text('tests/test_a.py') === LEGACY &&
      npx?.[1] === `bump-testclient@${version()}`,
  },
  { name: 'paths', inputs: { paths: 'done' }, status: 0, holds: has('./done') },
  {
    name: 'several paths, with line ends of Windows',
    inputs: { paths: 'done\r\n\r\nmore\r\n' },
    status: 0,
    holds: ({ outputs, npx }) =>
      outputs['manual'] === '1' && npx?.at(-1) === './more' && npx.at(-2) === './done',
  },
  { name: 'a path that is not there', inputs: { paths: 'nowhere' }, status: 2 },
  {
    name: 'a dry run',
    inputs: { mode: 'dry-run' },
    status: 0,
    holds: ({ stdout, text }) =>
      stdout.startsWith('--- a/tests/test_a.py') && text('tests/test_a.py') === LEGACY,
  },
  {
    name: 'writing',
    inputs: { mode: 'write' },
    status: 0,
    holds: ({ outputs, text }) => outputs['changed'] === '1' && text('tests/test_a.py').includes('follow_'),
  },
  {
    name: 'a mode that there is not',
    inputs: { mode: 'fix' },
    status: 2,
    holds: ({ stdout, npx, outputs }) =>
      npx === undefined &&
      outputs['exit-code'] === '2' &&
      stdout === '::error title=bump-testclient::the input mode is check, dry-run or write, not fix\n',
  },
  { name: 'strict', inputs: { strict: 'true', paths: 'more' }, status: 1, holds: has('--strict') },
  {
    name: 'strict to a level',
    inputs: { strict: 'differs', paths: 'more' },
    status: 1,
    holds: has('--strict=differs'),
  },
  { name: 'strict of no level', inputs: { strict: 'all' }, status: 2 },
  { name: 'unsafe', inputs: { unsafe: 'true' }, status: 1, holds: has('--unsafe') },
  {
    name: 'unsafe that is neither',
    inputs: { unsafe: 'yes' },
    status: 2,
    holds: ({ npx }) => npx === undefined,
  },
  {
    name: 'a target',
    inputs: { target: 'httpx2,starlette==1.2' },
    status: 1,
    holds: has('--target=httpx2,starlette==1.2'),
  },
  // What it does is for the command; here, no branch has another state.
  { name: 'changed files', inputs: { changed: 'true' }, status: NaN, holds: has('--changed') },
  { name: 'changed files of a branch', inputs: { changed: 'a/b' }, status: NaN, holds: has('--changed=a/b') },
  {
    name: 'arguments',
    inputs: { args: '--ignore=follow-redirects\n--exclude\nmore/**\n' },
    status: 0,
    holds: has('--ignore=follow-redirects', '--exclude', 'more/**'),
  },
  {
    name: 'a SARIF report',
    inputs: { sarif: 'out/my report.sarif' },
    status: knows('sarif') ? 1 : 2,
    holds: (ran) =>
      has('--output-file=sarif=out/my report.sarif')(ran) &&
      (!knows('sarif') ||
        (ran.outputs['sarif'] === 'out/my report.sarif' && ran.isThere('out/my report.sarif'))),
  },
  { name: 'a folder', inputs: { 'working-directory': 'done' }, status: 0 },
  {
    name: 'a version',
    inputs: { version: '1.2.3-rc.1' },
    status: 1,
    holds: has('bump-testclient@1.2.3-rc.1'),
  },
  {
    name: 'a version that is an address',
    inputs: { version: 'https://example.org/x.tgz' },
    status: 2,
    holds: ({ npx }) => npx === undefined,
  },
];

/** What a pull request may bring into an input, where somebody passes it on. */
const HOSTILE = [
  '$(touch pwned)',
  '`touch pwned`',
  '"; touch pwned; "',
  "'; touch pwned; '",
  'a\ntouch pwned\n',
  '\n::set-env name=PATH::/tmp\n',
  '${IFS}&& touch pwned',
  '--output-file=pwned',
  '%0A::error::x',
];

const FREE = [
  'paths',
  'mode',
  'strict',
  'unsafe',
  'target',
  'changed',
  'sarif',
  'version',
  'working-directory',
] as const;

const hostileRow = (value: string): Row => ({
  name: JSON.stringify(value),
  inputs: Object.fromEntries(FREE.map((name) => [name, value])),
  status: NaN,
  holds: ({ isThere, stdout, outputs }) =>
    !isThere('pwned') &&
    !/^::(?!error title=bump-testclient::)/m.test(stdout) &&
    Object.keys(outputs).length <= 7,
});

/** Every free input at once. */
export const HOSTILE_ROWS = HOSTILE.map(hostileRow);

export const GITLAB_ROWS: readonly Row[] = [
  {
    name: 'a check',
    inputs: {},
    status: knows('gitlab') ? 1 : 2,
    holds: has('--check', 'gitlab=gl-code-quality-report.json', '.'),
  },
  {
    name: 'paths',
    inputs: { paths: 'done\nmore' },
    status: knows('gitlab') ? 0 : 2,
    holds: has('./done', './more'),
  },
  { name: 'strict', inputs: { strict: 'true' }, status: knows('gitlab') ? 1 : 2, holds: has('--strict') },
  { name: 'changed files', inputs: { changed: 'true' }, status: NaN, holds: has('--changed=abc') },
  {
    name: 'arguments',
    inputs: { args: '--exclude\n*\n--level=fails' },
    status: NaN,
    holds: has('*', '--level=fails'),
  },
  { name: 'a version', inputs: { version: '1.2.3' }, status: NaN, holds: has('bump-testclient@1.2.3') },
  ...HOSTILE.map((value) => ({
    name: JSON.stringify(value),
    inputs: { paths: value, strict: value, changed: value },
    status: NaN,
    holds: ({ isThere }: Ran) => !isThere('pwned'),
  })),
];

function knows(format: string): boolean {
  return formats.some((one) => one === format);
}
