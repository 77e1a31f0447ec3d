import { join } from 'node:path';
import { groupPairs } from '../../core/group.ts';
import type { Project } from '../../core/language.ts';
import type { Gate, Look } from '../../languages/index.ts';
import { realPath } from '../files/paths.ts';
import type { SourceFile } from '../files/source-file.ts';

/** What is kept of a file that was looked at; its text is not. */
export interface Seen extends Look {
  readonly file: SourceFile;
  readonly links: readonly string[];
}

/** What is asked of texts once more, where the first look does not decide. */
interface Questions {
  brings(text: string): boolean;
  callsValue(one: Seen): boolean;
}

/** Files that are worth parsing, and whether a client that is more than a name may be in one of them. */
export interface Worth {
  readonly files: readonly Seen[];
  isReached(one: Seen): boolean;
}

/**
 * The files that have something the rules want and that a client can get to, by itself or from another file. Where a method of a
 * client is held as a value, it may be called wherever something that was handed in is called. A recorded run knows of clients in files
 * that none gets to as far as can be read.
 */
export function worthParsing(
  project: Project,
  gate: Gate,
  seen: readonly Seen[],
  questions: Questions,
): Worth {
  const find = finder(seen);
  // The files that nobody looked at may bring clients, and hold their methods.
  if (!project.files().every((path) => find(path) !== undefined))
    return {
      files: seen.filter((one) => one.place || questions.callsValue(one)),
      isReached: () => true,
    };
  const reached = reachedFrom(
    seen.filter(({ brings }) => brings),
    waysBetween(project, gate, seen, find),
    { project, gate, seen, brings: questions.brings },
  );
  const isHeld = seen.some((one) => one.holds && (one.knows || reached.has(one)));
  const files = seen.filter((one) => {
    if (one.place && (one.knows || reached.has(one))) return true;
    const hasRun = (): boolean => isRecorded(project, one);
    if (one.place) return hasRun();
    return ((isHeld && reached.has(one)) || hasRun()) && questions.callsValue(one);
  });
  return { files, isReached: (one) => reached.has(one) };
}

/** Whether a recorded run shows a client in a file, or what came from one. */
function isRecorded(project: Project, { file }: Seen): boolean {
  const recorded = project.recorded?.(file.projectPath);
  return (
    recorded !== undefined && [recorded.calls, recorded.through, recorded.reads].some((all) => all.length > 0)
  );
}

type Ways = ReadonlyMap<Seen, readonly Seen[]>;

/**
 * What is connected with each file, by an import or in another way that a language knows. A helper gives a client to those who
 * import it, and is given one by them; so a way counts in both directions.
 */
function waysBetween(
  project: Project,
  gate: Gate,
  seen: readonly Seen[],
  find: (path: string) => Seen | undefined,
): Ways {
  return groupPairs(
    seen.flatMap((one) =>
      [...gate.neighbours(project, one.file.projectPath, one.links)].flatMap((path) => {
        const other = find(path);
        return other && other !== one
          ? ([
              [one, other],
              [other, one],
            ] as const)
          : [];
      }),
    ),
  );
}

interface Around {
  readonly project: Project;
  readonly gate: Gate;
  readonly seen: readonly Seen[];
  readonly brings: (text: string) => boolean;
}

/** The files that a client gets to from those that bring one, and from packages. */
function reachedFrom(
  bringing: readonly Seen[],
  ways: Ways,
  { project, gate, seen, brings }: Around,
): ReadonlySet<Seen> {
  const reached = new Set(bringing);
  // A set yields what is added while it is gone through.
  for (const one of reached) for (const other of ways.get(one) ?? []) reached.add(other);
  const open = seen.filter((one) => !reached.has(one));
  // Where no file speaks of a client, packages bring none: nobody would know it.
  if (!gate.isBrought || reached.size === 0 || !open.some(({ place, knows }) => place && !knows))
    return reached;
  for (const one of open)
    if (gate.isBrought(project, one.file.projectPath, one.links, brings)) reached.add(one);
  for (const one of reached) for (const other of ways.get(one) ?? []) reached.add(other);
  return reached;
}

/** Finds a file by its path in the project; of a file and a link to it only one is given. */
function finder(seen: readonly Seen[]): (path: string) => Seen | undefined {
  const byPath = new Map(seen.map((one) => [one.file.projectPath, one]));
  let byReal: ReadonlyMap<string, Seen> | undefined;
  return (path) => {
    const found = byPath.get(path);
    if (found || seen.length === 0) return found;
    byReal ??= new Map(seen.map((one) => [one.file.real, one]));
    return byReal.get(realPath(join(seen[0]!.file.root.folder, path)));
  };
}
