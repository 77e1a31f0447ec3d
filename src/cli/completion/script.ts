import { bash } from './bash.ts';
import { fish } from './fish.ts';
import type { Tree } from './tree.ts';
import { zsh } from './zsh.ts';

const scripts = { bash, zsh, fish };

/** A shell that a script can be had for. */
export type Shell = keyof typeof scripts;

/** The names that the command is installed by: that of npm, and that of PyPI. */
const PROGRAMS = ['bump-testclient', 'testclient-migrate'];

/** The script that completes the command in a shell. It never starts the command: all that it offers stands in it. */
export const completionScript = (shell: Shell, tree: Tree): string => scripts[shell](tree, PROGRAMS);
