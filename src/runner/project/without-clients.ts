import { mayHoldSuppression } from '../../core/engine/suppress.ts';
import type { Project } from '../../core/language.ts';
import type { Gate } from '../../languages/index.ts';
import type { SourceFile } from '../files/source-file.ts';
import { textOf, type Sought } from './look.ts';
import type { Seen, Worth } from './reach.ts';

/** Whether some files are all of a project, and there are several. Of these no run may be recorded, which knows of clients that nobody speaks of. */
export function isWhole(project: Project, files: readonly SourceFile[]): boolean {
  const given = new Set(files.map(({ projectPath }) => projectPath));
  const paths = project.files();
  return paths.length > 1 && paths.every((path) => given.has(path) && project.recorded?.(path) === undefined);
}

/** The files worth parsing in a project that has no client: those that name what a rule wants of a package. */
export function withoutClients(
  own: Gate,
  seen: readonly Seen[],
  { wanted: { references = [] }, settings, reportsUnused }: Sought,
): Worth {
  const look = own.lookFor({ references }, settings);
  const packages = new Set(references.map((path) => path.split('.')[0]!));
  const named = new RegExp(String.raw`\b(?:${[...packages].join('|')})\b`);
  const files = seen.filter((one) => {
    const text = one.place ? textOf(one.file) : undefined;
    if (text === undefined) return false;
    return (named.test(text) && look(text).place) || (reportsUnused && mayHoldSuppression(text));
  });
  // What is called there is counted, so that a run which saw no client says how to name one.
  return { files, isReached: ({ place }) => place };
}
