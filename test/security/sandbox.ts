import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { commit, fill, git } from '../runner/support.ts';
import { compileTo } from './compiled.ts';
import type { Event } from './guard.ts';

/** The command in JavaScript, and folders that all a run may touch is in. */
export interface Sandbox {
  readonly root: string;
  /** The command. */
  readonly bin: string;
  /** A repository with the examples; the working directory. */
  readonly tree: string;
  readonly home: string;
}

/** Compiles the command to a new folder, beside a tree to run it on. */
export function sandbox(): Sandbox {
  const root = realpathSync.native(mkdtempSync(join(tmpdir(), 'bump-security-')));
  const box = {
    root,
    bin: join(root, 'command/bin/bump-testclient.js'),
    tree: join(root, 'world/tree'),
    home: join(root, 'world/home'),
  };
  compileTo(join(root, 'command'));
  for (const folder of ['home', 'temporary', 'tree'])
    mkdirSync(join(root, 'world', folder), { recursive: true });
  fill(box.home, {
    '.gitconfig': '',
    '.npmrc': '//registry.example/:_authToken=secret\n',
    '.netrc': 'machine a\n',
  });
  fill(join(root, 'world/beside'), { 'test_other.py': 'client.get("/", allow_redirects=False)\n' });
  cpSync('examples', box.tree, { recursive: true, filter: (path) => !path.includes('node_modules') });
  git(box.tree, 'init', '-q');
  commit(box.tree);
  return box;
}

export const remove = ({ root }: Sandbox): void => rmSync(root, { recursive: true, force: true });

/** Has the tree as it was. */
export function reset({ tree }: Sandbox): void {
  git(tree, 'reset', '-q', '--hard');
  // What is ignored as well: a recording is.
  git(tree, 'clean', '-fdqx');
}

export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** What the guard saw. */
  readonly events: readonly Event[];
  /** What the file system has now and had not, or has no longer: relative to the sandbox, with `/`. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly modified: readonly string[];
}

/** No text becomes code, in this package or another: Node throws. */
const NO_CODE_FROM_TEXT = '--disallow-code-generation-from-strings';

/** Runs the command in the tree, or another folder, under the guard. */
export const runGuarded = (box: Sandbox, args: readonly string[], { stdin = '', cwd = box.tree } = {}): Ran =>
  guarded(box, [box.bin, ...args], stdin, cwd);

/** Runs a line of JavaScript, a CommonJS module, as the command is run. */
export const runLine = (box: Sandbox, line: string): Ran => guarded(box, ['--eval', line], '', box.tree);

function guarded(box: Sandbox, args: readonly string[], stdin: string, cwd: string): Ran {
  const guard = join(box.root, 'command/test/security/guard.js');
  const log = join(box.root, 'log');
  rmSync(log, { force: true });
  const flags = [NO_CODE_FROM_TEXT, '--import', pathToFileURL(guard).href];
  const before = snapshot(join(box.root, 'world'));
  const { error, ...ran } = spawnSync(process.execPath, [...flags, ...args], {
    cwd,
    env: { ...environment(box), GUARD_LOG: log },
    input: stdin,
    encoding: 'utf8',
    timeout: 50_000,
  });
  if (error) throw error;
  const after = snapshot(join(box.root, 'world'));
  return {
    ...ran,
    events: eventsIn(log),
    added: [...after.keys()].filter((path) => !before.has(path)),
    removed: [...before.keys()].filter((path) => !after.has(path)),
    modified: [...before.keys()].filter((path) => after.has(path) && after.get(path) !== before.get(path)),
  };
}

/** The variables of a process that knows no home, temporary folder or configuration but those of the sandbox. */
export function environment({ root, home }: Sandbox): NodeJS.ProcessEnv {
  const { PATH, SystemRoot } = process.env;
  const temporary = join(root, 'world/temporary');
  return {
    ...(PATH !== undefined && { PATH }),
    ...(SystemRoot !== undefined && { SystemRoot }),
    HOME: home,
    USERPROFILE: home,
    TMPDIR: temporary,
    TEMP: temporary,
    TMP: temporary,
  };
}

const eventsIn = (log: string): readonly Event[] =>
  existsSync(log)
    ? readFileSync(log, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Event)
    : [];

/** What is at each path below a folder, links not followed. */
function snapshot(folder: string): ReadonlyMap<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return new Map(paths.map((path) => [path.replaceAll('\\', '/'), stateOf(join(folder, path))]));
}

function stateOf(path: string): string {
  const stats = lstatSync(path);
  if (stats.isSymbolicLink()) return `link to ${readlinkSync(path)}`;
  if (!stats.isFile()) return `mode ${stats.mode}`;
  return `mode ${stats.mode}, ${createHash('sha256').update(readFileSync(path)).digest('hex')}`;
}
