type Variables = Readonly<Record<string, string | undefined>>;

/**
 * How containers, CI and hooks tell git which repositories to trust (`safe.directory`). Whoever started the command set these.
 * All other variables of git go: those of a hook name its own repository, others write traces or start programs.
 */
const KEPT = /^GIT_CONFIG_(?:GLOBAL|SYSTEM|NOSYSTEM|PARAMETERS|COUNT|(?:KEY|VALUE)_\d+)$/;

/** Would start a program of the user's or change the language of messages. */
const DROPPED = /^(?:GIT_.*|LC_.*|LANG|LANGUAGE|PAGER|EDITOR|VISUAL|SSH_ASKPASS.*)$/;

/** No prompt, no download of missing objects, no protocol to do it with, no refreshed index, messages in English. */
const OURS = {
  GIT_TERMINAL_PROMPT: '0',
  GIT_ASKPASS: '',
  GIT_NO_LAZY_FETCH: '1',
  GIT_ALLOW_PROTOCOL: 'none',
  GIT_OPTIONAL_LOCKS: '0',
  LC_ALL: 'C',
} as const;

/**
 * The environment of a call of git. Variables that are not git's stay: a git that is a wrapper (Xcode, asdf, Nix) needs some that nobody
 * can list, and none comes from a repository. `index` is the index of a commit that is being made.
 */
export function environmentOf(own: Variables, index?: string): Record<string, string | undefined> {
  const kept = Object.entries(own).filter(
    // Names of variables have no case on Windows.
    ([name]) => KEPT.test(name.toUpperCase()) || !DROPPED.test(name.toUpperCase()),
  );
  return { ...Object.fromEntries(kept), ...OURS, ...(index !== undefined && { GIT_INDEX_FILE: index }) };
}

/** A filter of one of these names looks like no filter in the output of `check-attr`. */
const AMBIGUOUS = ['set', 'unset', 'unspecified'];

const settings: readonly (readonly [key: string, value: string])[] = [
  ['core.fsmonitor', 'false'],
  ['core.hooksPath', '/dev/null'],
  ['core.askPass', ''],
  ['credential.helper', ''],
  ['protocol.allow', 'never'],
  ['submodule.recurse', 'false'],
  // Git before 2.38 does not know it. There, what a bare repository could start is turned off all the same.
  ['safe.bareRepository', 'explicit'],
  ...AMBIGUOUS.flatMap((name): [string, string][] => [
    [`filter.${name}.clean`, ''],
    [`filter.${name}.smudge`, ''],
    [`filter.${name}.process`, ''],
    [`filter.${name}.required`, 'false'],
  ]),
];

/**
 * The options in front of every command. A repository that was cloned or unpacked may bring any configuration: nothing that it names is
 * run. Settings of the command line win over those of files.
 */
export const OPTIONS: readonly string[] = [
  '--no-pager',
  '--no-optional-locks',
  '--no-replace-objects',
  '--literal-pathspecs',
  ...settings.flatMap(([key, value]) => ['-c', `${key}=${value}`]),
];
