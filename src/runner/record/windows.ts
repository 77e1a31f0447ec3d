import { existsSync, statSync } from 'node:fs';
import { delimiter, extname, join } from 'node:path';
import type { Variables } from './environment.ts';

/** How a program is started: the arguments as they are, or, `verbatim`, in the quotes of `cmd.exe`. */
export interface Invocation {
  readonly program: string;
  readonly args: readonly string[];
  readonly verbatim: boolean;
}

const EXTENSIONS = '.COM;.EXE;.BAT;.CMD';

/**
 * How to start a command on Windows, where Node looks for `.exe` and `.com` only, and starts no batch file: `vitest`, `npx` and `tox` may be
 * such (`vitest.cmd`). Those are run by `cmd.exe`. `find`: the file of a program; that of this system, unless a test has another.
 */
export function onWindows(
  [name = '', ...args]: readonly string[],
  env: Variables,
  find: (name: string, env: Variables) => string | undefined = findProgram,
): Invocation {
  const program = find(name, env) ?? name;
  if (!/\.(?:bat|cmd)$/i.test(program)) return { program, args, verbatim: false };
  // The commands that npm makes pass their arguments on to another program, which takes one more layer off.
  const layers = /node_modules[\\/]\.bin[\\/][^\\/]+\.cmd$/i.test(program) ? 2 : 1;
  const line = [escaped(program), ...args.map((arg) => escapedArgument(arg, layers))].join(' ');
  return { program: env['ComSpec'] ?? 'cmd.exe', args: ['/d', '/s', '/c', `"${line}"`], verbatim: true };
}

/** What `cmd.exe` acts on loses that with a caret in front. */
const escaped = (text: string): string => text.replace(/[()\][%!^"`<>&|;, *?]/g, '^$&');

/** A program takes `\"` for a quote, and backslashes in front of a quote for half as many. */
function escapedArgument(argument: string, layers: number): string {
  const quoted = `"${argument.replace(/(\\*)"/g, '$1$1\\"').replace(/(\\*)$/, '$1$1')}"`;
  return layers === 1 ? escaped(quoted) : escaped(escaped(quoted));
}

/** The file that `cmd.exe` would run. */
function findProgram(name: string, env: Variables): string | undefined {
  const known = (env['PATHEXT'] ?? EXTENSIONS).split(';').filter(Boolean);
  const endings = extname(name) === '' ? known : ['', ...known];
  const folders = /[\\/]/.test(name) ? [''] : (env['PATH'] ?? env['Path'] ?? '').split(delimiter);
  return folders
    .filter((folder) => folder !== '' || /[\\/]/.test(name))
    .flatMap((folder) => endings.map((ending) => join(folder, `${name}${ending}`)))
    .find((file) => existsSync(file) && statSync(file).isFile());
}
