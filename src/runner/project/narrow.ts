import type { Language, Project } from '../../core/language.ts';
import type { Sought } from './look.ts';
import { isRecorded, type Seen } from './reach.ts';

interface Around extends Sought {
  readonly project: Project;
  /** All files that are connected with one that brings a client. */
  readonly connected: readonly Seen[];
  readonly load: () => Promise<Language>;
}

export interface Narrowed {
  readonly files: readonly Seen[];
  /** Whether what is to be known of them was found out, by this thread. */
  readonly isFound: boolean;
}

/**
 * The files among some that a client is seen to get to, or that are worth parsing whatever gets there. `files`: what was found where all
 * files of the project were looked at.
 */
export async function narrowed(files: readonly Seen[], around: Around): Promise<Narrowed> {
  const { project, connected, settings, wanted, load } = around;
  // What the user calls a client, and what ran, may be anywhere.
  if (settings.clients.length > 0 || project.files().some((path) => isRecorded(project, path)))
    return { files, isFound: false };
  // A file that does not parse is a failure, whatever gets to it.
  if (around.isStrict || files.every(({ apart }) => apart === true)) return { files, isFound: false };
  const paths = connected.map(({ file }) => file.projectPath);
  const reached = await (
    await load()
  ).reachedAmong?.(paths, { project, settings, wanted }, paysFor(paths.length));
  if (!reached) return { files, isFound: false };
  return {
    files: files.filter((one) => one.apart === true || reached.has(one.file.projectPath)),
    isFound: true,
  };
}

/** So few files are looked at in any case. */
const FEW = 50;

/** What is found out is found out again where files are migrated in other threads, so that it has to keep most files from being parsed. */
const paysFor =
  (files: number) =>
  (sources: number, reached: number): boolean =>
    files <= FEW || (sources <= files / 3 && reached <= sources * 1.5 + FEW / 2);
