import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageOf } from '../../runner/errors.ts';

/** What a person made of a text, or why nothing came back. */
type Edited = { readonly text: string } | { readonly problem: string };

/** Lets a person change a text in the editor of the environment, which runs in this terminal. */
export type Editor = (text: string) => Edited;

export const editorOf =
  (env: Readonly<NodeJS.ProcessEnv>): Editor =>
  (text) => {
    const isWindows = process.platform === 'win32';
    const command = env['VISUAL'] || env['EDITOR'] || (isWindows ? 'notepad' : 'vi');
    const folder = mkdtempSync(join(tmpdir(), 'bump-testclient-edit-'));
    try {
      const file = join(folder, 'edit.diff');
      writeFileSync(file, text);
      // The variable holds a command line, as in `code --wait`.
      const { status, signal, error } = isWindows
        ? spawnSync(`${command} "${file}"`, { stdio: 'inherit', shell: true, env })
        : spawnSync('/bin/sh', ['-c', `${command} "$@"`, command, file], { stdio: 'inherit', env });
      if (error) return { problem: `cannot run the editor \`${command}\`: ${messageOf(error)}` };
      if (status !== 0) {
        const end = status === null ? `was ended by ${signal}` : `ended with status ${status}`;
        return { problem: `the editor \`${command}\` ${end}; $VISUAL or $EDITOR names another` };
      }
      return { text: readFileSync(file, 'utf8') };
    } catch (error) {
      return { problem: `cannot edit: ${messageOf(error)}` };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
