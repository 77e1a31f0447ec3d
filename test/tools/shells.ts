import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Unavailable, type Check } from '../../src/dev/package/checks.ts';
import { run, succeeds } from '../../src/dev/package/process.ts';
import type { Shell } from '../../src/cli/completion/script.ts';
import type { Part } from './parts.ts';

const BIN = fileURLToPath(new URL('../../dist/bin/bump-testclient.js', import.meta.url));
const TYPIST = fileURLToPath(new URL('python/complete.py', import.meta.url));

/** What a line offers for its last word. What starts with `record` or `prove` goes by the completions of git. */
const ROWS: readonly (readonly [line: string, offered: readonly string[]])[] = [
  ['bump-testclient --fo', ['--force-exclude', '--format']],
  ['bump-testclient --force-', ['--force-exclude']],
  ['testclient-migrate --check --lev', ['--level']],
  ['bump-testclient --format js', ['json']],
  ['bump-testclient --format=js', ['--format=json']],
  ['bump-testclient --level ', ['differs', 'fails', 'warns']],
  ['bump-testclient --strict=f', ['--strict=fails']],
  ['bump-testclient --strict expl', ['explain']],
  ['bump-testclient --select=json-body,respo', ['--select=json-body,response-api']],
  ['bump-testclient --select json-body,json-', ['json-body,json-bytes']],
  ['bump-testclient --ignore opaq', ['opaque-call']],
  ['bump-testclient --target=httpx2,starl', ['--target=httpx2,starlette==']],
  ['bump-testclient --changed=feature/o', ['--changed=feature/one']],
  ['bump-testclient --output-file js', ['json=']],
  ['bump-testclient --output-file=json=repor', ['--output-file=json=reports']],
  ['bump-testclient --evidence=repor', ['--evidence=reports']],
  ['bump-testclient --evidence repor', ['reports']],
  ['bump-testclient rec', ['record']],
  ['bump-testclient --format json re', ['record', 'reports']],
  ['bump-testclient -n tests re', ['reports']],
  ['bump-testclient my', ['my file.py']],
  ['bump-testclient explain fo', ['follow-redirects', 'form-pairs-to-mapping']],
  ['bump-testclient completion ', ['bash', 'fish', 'zsh']],
  ['bump-testclient rules --fo', ['--format']],
  ['bump-testclient help expl', ['explain']],
  ['bump-testclient help follow-r', ['follow-redirects']],
  ['bump-testclient record --exp', ['--export']],
  ['bump-testclient record --export t', ['tests']],
  ['bump-testclient prove --format ma', ['markdown']],
  ['bump-testclient record -- git cherr', ['cherry', 'cherry-pick']],
  ['bump-testclient record git --no-p', ['--no-pager']],
  ['bump-testclient --quiet prove --format json -- git --no-p', ['--no-pager']],
];

/** How each shell inserts all completions of a word, and what it needs for that. */
const INTERACTIVE = {
  bash: {
    keys: '\\x1b*',
    command: ['bash', '--norc', '-i'],
    setup: '. /usr/share/bash-completion/bash_completion',
  },
  zsh: {
    keys: '\\x18a',
    command: ['zsh', '-f', '-i'],
    setup: `
      bindkey -e
      autoload -Uz compinit; compinit -u -D
      insert-all() { _main_complete "$@"; compstate[insert]=all }
      zle -C insert-all complete-word insert-all
      bindkey '^Xa' insert-all`,
  },
} as const;

const SHOW = `show() { local to=$1; shift; printf '%s\\0' "$@" > "$to.part"; mv "$to.part" "$to"; }`;

/** The completion scripts, in the shells that they are for. */
export const shells: Part = {
  name: 'shells',
  checks: (folder) =>
    (['bash', 'zsh', 'fish'] as const).map((shell): Check => ({
      name: `completions work in ${shell}`,
      run: () => checkShell(shell, join(folder, shell)),
    })),
};

function checkShell(shell: Shell, folder: string): string {
  requirePrograms(shell === 'bash' ? ['bash', '/usr/share/bash-completion/bash_completion'] : [shell]);
  const place = project(folder);
  const script = join(folder, `script.${shell}`);
  writeFileSync(script, run({ cwd: place }, process.execPath, BIN, 'completion', shell));
  const offered = shell === 'fish' ? offeredByFish(script, place) : offeredBy(shell, script, place, folder);
  const wrong = ROWS.flatMap(([line, expected], index) => {
    const found = JSON.stringify(offered[index]);
    return found === JSON.stringify(expected) ? [] : [`${line} offers ${found}, not ${expected.join(', ')}`];
  });
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
  return `${ROWS.length} lines`;
}

/** A repository with two branches and some files. */
function project(folder: string): string {
  const place = join(folder, 'project');
  for (const name of ['tests', 'reports']) mkdirSync(join(place, name), { recursive: true });
  writeFileSync(join(place, 'my file.py'), '');
  const git = (...args: readonly string[]): unknown => run({ cwd: place }, 'git', ...args);
  git('init', '-q');
  git('-c', 'user.name=t', '-c', 'user.email=t@example.org', 'commit', '-q', '--allow-empty', '-m', 'state');
  git('branch', 'feature/one');
  return place;
}

/** Types each line into the real shell, on a pseudo-terminal. */
function offeredBy(
  shell: 'bash' | 'zsh',
  script: string,
  cwd: string,
  folder: string,
): readonly (readonly string[])[] {
  const { keys, command, setup } = INTERACTIVE[shell];
  const start = join(folder, `start.${shell}`);
  writeFileSync(start, `${setup}\n. ${script}\n${SHOW}\n`);
  const input = JSON.stringify(ROWS.map(([line]) => line));
  const said = run({ cwd, input }, 'python3', TYPIST, start, keys, ...command);
  // Written by the script of this folder: a list of words for each line.
  const words = JSON.parse(said) as readonly (readonly string[])[];
  return ROWS.map(([line], index) => {
    const before = line.split(' ').slice(0, -1).length;
    const last = words[index]!.slice(before);
    // A last word that is as it was typed is one that nothing was offered for.
    return (last.length === 1 && line.endsWith(` ${last[0] ?? ''}`) ? [] : last).toSorted();
  });
}

/** Asks the real fish, which prints what it would offer. */
function offeredByFish(script: string, cwd: string): readonly (readonly string[])[] {
  const program = `source ${script}; for line in $argv; complete -C $line; echo ---; end`;
  const env = { HOME: cwd, XDG_CONFIG_HOME: join(cwd, '.git') };
  const said = run({ cwd, env }, 'fish', '-c', program, ...ROWS.map(([line]) => line));
  return said
    .split('---\n')
    .slice(0, -1)
    .map((block) =>
      block
        .split('\n')
        .filter(Boolean)
        .map((line) => line.replace(/\t.*/, '').replace(/\/$/, ''))
        .toSorted(),
    );
}

/** Installs what is missing where that is possible. */
function requirePrograms(names: readonly string[]): void {
  const here = { cwd: '/' };
  const isThere = (name: string): boolean =>
    succeeds(here, 'sh', '-c', `command -v "$0" || test -f "$0"`, name);
  if (!succeeds(here, 'python3', '-c', 'import pty')) throw new Unavailable('There is no python3 with pty.');
  const missing = names.filter((name) => !isThere(name));
  if (missing.length === 0) return;
  const packages = missing.map((name) => (name.startsWith('/') ? 'bash-completion' : name));
  const install = `apt-get update -qq; DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends ${packages.join(' ')}`;
  if (process.getuid?.() === 0) succeeds(here, 'sh', '-c', install);
  else succeeds(here, 'sudo', '-n', 'sh', '-c', install);
  const left = names.filter((name) => !isThere(name));
  if (left.length > 0)
    throw new Unavailable(`There is no ${left.join(', ')}, and apt-get cannot install it.`);
}
