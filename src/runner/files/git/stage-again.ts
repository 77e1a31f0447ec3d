import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { UsageError } from '../../errors.ts';
import { answerOf, git, lineOf, records, type Place } from './call.ts';

/** The index that a call of git writes, as an absolute path. */
async function indexOf(place: Place): Promise<string> {
  const index = place.index ?? lineOf(await git(place, ['rev-parse', '--git-path', 'index']));
  return resolve(place.folder, index);
}

/**
 * Throws a `UsageError` where files could not be staged again: another git has locked the index, or `git commit FILE` makes its commit from
 * an index that is thrown away. Throws a `GitError`.
 */
export async function refuseUnstageable(place: Place): Promise<void> {
  const index = await indexOf(place);
  if (basename(index).startsWith('next-index-'))
    throw new UsageError(
      '--staged: `git commit FILE` takes files past the index, so nothing can be staged again',
      'stage the files, and commit without naming them',
    );
  if (existsSync(`${index}.lock`))
    throw new UsageError(
      `--staged: another git works on the repository, as ${index}.lock exists`,
      'wait for it to end; if none runs any more, remove that file',
    );
}

/**
 * Stages what is on disk of tracked files, all or none. It is not `git add`, which may also add what is new. Runs no filter: the files must
 * have none, and those of other files, which git would look at when it writes the index, are turned off. Throws a `GitError`.
 */
export async function stage(place: Place, paths: readonly string[]): Promise<void> {
  const input = paths.map((path) => `${path}\0`).join('');
  const options = (await filterNames(place)).flatMap((name) => off(name));
  await git(place, ['update-index', '-z', '--stdin'], { input, options });
}

/** The filters that some configuration has a program for. Throws a `UsageError` for one that cannot be turned off. */
async function filterNames(place: Place): Promise<readonly string[]> {
  const found = await answerOf(place, ['config', '-z', '--name-only', '--get-regexp', '^filter\\..*\\.']);
  const names = records(found ?? '').map((key) => key.replace(/^filter\.([^]*)\.[^.]*$/i, '$1'));
  const odd = names.find((name) => name.includes('='));
  if (odd !== undefined)
    throw new UsageError(`the filter ${odd} of the git configuration cannot be turned off`);
  return [...new Set(names)];
}

/** As if the filter were not configured. */
const off = (name: string): readonly string[] =>
  ['clean=', 'smudge=', 'process=', 'required=false'].flatMap((setting) => [
    '-c',
    `filter.${name}.${setting}`,
  ]);
