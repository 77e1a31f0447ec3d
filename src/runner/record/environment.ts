import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Line } from '../../evidence/format.ts';
import { upwards } from '../version.ts';

export type Variables = Readonly<Record<string, string | undefined>>;
type Language = Extract<Line, { readonly is: 'process' }>['language'];

/** What the recorders are told, as JSON in `BUMP_TESTCLIENT_RECORD`. */
export interface RecorderConfig {
  /** The absolute path of the file that lines are appended to. */
  readonly to: string;
  /** The absolute folder that the paths in it are relative to. */
  readonly root: string;
  /** Hexadecimal, as the salts. All processes of one command have the same. */
  readonly run: string;
  readonly salt: string;
  readonly mode: 'record' | 'prove';
  /** Whether values are written beside their digests. */
  readonly values: boolean;
  /** In mode `prove`: those of the recordings to compare with. */
  readonly salts?: readonly string[];
}

const VARIABLE = 'BUMP_TESTCLIENT_RECORD';

/** The variables that a recorder needs. Programs that pass on only some have to be told them. */
const RECORDER_VARIABLES = [VARIABLE, 'PYTHONPATH', 'NODE_OPTIONS'] as const;

/** In bytes. */
const RUN_LENGTH = 8;
const SALT_LENGTH = 16;

/** A configuration for one run of a command, with a run and a salt that no other has. */
export const recorderConfig = (given: Omit<RecorderConfig, 'run' | 'salt'>): RecorderConfig => ({
  ...given,
  run: randomBytes(RUN_LENGTH).toString('hex'),
  salt: randomBytes(SALT_LENGTH).toString('hex'),
});

/** The folder of a recorder, in the sources and in the package alike; there are recorders for some languages only. */
export function recorderFolder(language: Language): string {
  const recorders = upwards((folder) => {
    const found = new URL('src/recorders/', folder);
    return existsSync(found) ? found : undefined;
  });
  if (!recorders) throw new Error('the recorders of bump-testclient are missing');
  return fileURLToPath(new URL(language, recorders));
}

/** The file of the recorder for JavaScript that Node loads before the program. */
export const NODE_RECORDER = 'record.mjs';

/**
 * An environment in which Python and Node load their recorder, whatever the command is: it may be `make`. `own`: the environment that it
 * would have otherwise. `folderOf`: where a recorder is.
 */
export function environmentOf(
  config: RecorderConfig,
  own: Variables,
  folderOf: (language: Language) => string = recorderFolder,
): Variables {
  const loader = join(folderOf('javascript'), NODE_RECORDER);
  return withVariables(own, {
    [VARIABLE]: JSON.stringify(config),
    PYTHONPATH: joined(delimiter, folderOf('python'), own['PYTHONPATH']),
    // A URL has neither spaces nor quotes, which Node would take apart.
    ...(existsSync(loader) && {
      NODE_OPTIONS: joined(' ', `--import=${pathToFileURL(loader).href}`, own['NODE_OPTIONS']),
    }),
    ...forTox(own),
  });
}

/**
 * Tox passes on only what it is told to: tox 3 by the first of these, tox 4.11.1 and later by the other. In that, semicolons separate
 * overrides; `testenv` is the table of `tox.ini`, and `env_run_base` that of `tox.toml`.
 */
function forTox(own: Variables): Variables {
  const override = ['testenv', 'env_run_base']
    .map((table) => `${table}.pass_env+=${RECORDER_VARIABLES.join(',')}`)
    .join(';');
  return {
    TOX_TESTENV_PASSENV: joined(' ', RECORDER_VARIABLES.join(' '), own['TOX_TESTENV_PASSENV']),
    TOX_OVERRIDE: joined(';', override, own['TOX_OVERRIDE']),
  };
}

/** An empty variable is one that is not set: behind a delimiter, nothing would mean the working directory. */
const joined = (between: string, first: string, rest: string | undefined): string =>
  rest ? `${first}${between}${rest}` : first;

/** Names have no case on Windows, where the first of two that are alike would win. */
function withVariables(own: Variables, more: Variables): Variables {
  const isGiven = (name: string): boolean =>
    name in more || (process.platform === 'win32' && name.toUpperCase() in more);
  return { ...Object.fromEntries(Object.entries(own).filter(([name]) => !isGiven(name))), ...more };
}
