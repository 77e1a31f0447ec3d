import { dirname, join } from 'node:path';
import { guessTarget, type Told } from '../clients/targets/guess.ts';
import { defaultTarget, TARGET_PACKAGES, versionsText, type Target } from '../core/model/target.ts';
import type { ReportedTarget } from '../core/report.ts';
import { loadManifests } from '../languages/index.ts';
import { inherited, namesIn, textOf } from './files/manifests.ts';
import { shown } from './files/paths.ts';
import type { SourceFile } from './files/source-file.ts';

/** The targets of the files of a run. */
export interface Targets {
  /** `given`: what the settings of the file say. */
  of(file: Pick<SourceFile, 'path' | 'real' | 'root' | 'language'>, given?: Target): Promise<Target>;
  /** Those that were asked for, each once, in the order of their first files. */
  asked(): readonly ReportedTarget[];
  /** Notes those that another thread was asked for. */
  add(asked: readonly ReportedTarget[]): void;
}

/** Guesses the target of each file from the files of its project, unless one is given, for all files or for that one. */
export function targetsOf(given: Target | undefined, cwd: string): Targets {
  const asked = new Map<string, ReportedTarget>();
  /** What the files of a folder and of those above tell, the nearest first; folders that tell nothing are left out. */
  const toldFor = inherited<Promise<readonly (readonly Told[])[]>>(async (folder, above) => {
    const told = await readFolder(folder, cwd);
    const others = (await above) ?? [];
    return told.length > 0 ? [told, ...others] : others;
  });
  const note = ({ first, ...one }: ReportedTarget): void => {
    const key = JSON.stringify(one);
    asked.set(key, earlier(first === undefined ? one : { ...one, first }, asked.get(key)));
  };
  const noted = (one: ReportedTarget, path: string): Target => {
    note({ ...one, first: path });
    return one;
  };
  const ownTarget: ReportedTarget = { ...(given ?? defaultTarget), sources: [] };
  return {
    async of({ path, real, root, language }, own = given) {
      if (own) return noted({ ...own, sources: [] }, path);
      if (language.name === 'javascript') return noted(ownTarget, path);
      const guess = guessTarget((await toldFor(dirname(real), root.folder)) ?? []);
      return noted(guess ? { ...guess.target, sources: guess.sources } : ownTarget, path);
    },
    asked: () => (asked.size === 0 ? [ownTarget] : inOrder([...asked.values()])),
    add: (others) => others.filter(({ first }) => first !== undefined).forEach(note),
  };
}

/** Together, each once, in the order of their first files. One that no file was migrated for counts only where there is no other. */
export function mergeTargets(all: readonly ReportedTarget[]): readonly ReportedTarget[] {
  const merged = new Map<string, ReportedTarget>();
  for (const one of all) {
    const { first: _, ...told } = one;
    const key = JSON.stringify(told);
    merged.set(key, earlier(one, merged.get(key)));
  }
  const asked = [...merged.values()].filter(({ first }) => first !== undefined);
  return asked.length > 0 ? inOrder(asked) : [...merged.values()];
}

const earlier = (one: ReportedTarget, known: ReportedTarget | undefined): ReportedTarget =>
  known?.first !== undefined && (one.first === undefined || known.first <= one.first) ? known : one;

const inOrder = (targets: readonly ReportedTarget[]): readonly ReportedTarget[] =>
  targets.toSorted(({ first: a = '' }, { first: b = '' }) => (a < b ? -1 : a > b ? 1 : 0));

/** "target: Starlette 0.46.2, httpx 0.28.1 (uv.lock)"; undefined where nothing was guessed. */
export function targetNote(targets: readonly ReportedTarget[]): string | undefined {
  const guessed = targets.filter(({ sources }) => sources.length > 0);
  if (guessed.length === 0) return undefined;
  const texts = guessed.slice(0, MAX_TOLD).map(({ client, versions, sources }) => {
    const known = TARGET_PACKAGES.flatMap((name) => {
      const text = versionsText(versions[name] ?? {});
      return text === '' ? [] : [`${name} ${text}`];
    });
    const words = client === 'httpx2' && !versions.httpx2 ? [...known, client] : known;
    return `${words.join(', ')} (${sources.join(', ')})`;
  });
  const rest = guessed.length - texts.length;
  return `target: ${texts.join('; ')}${rest > 0 ? `; and ${rest} more` : ''}`;
}

/** More are not named in one line. */
const MAX_TOLD = 3;

async function readFolder(folder: string, cwd: string): Promise<readonly Told[]> {
  const { isLock, isManifest, packagesIn } = await loadManifests();
  const told: Told[] = [];
  for (const name of namesIn(folder).filter(isManifest)) {
    const text = textOf(join(folder, name));
    if (text === undefined) continue;
    const source = shown(cwd, join(folder, name));
    const packages = await packagesIn(name, text);
    for (const one of packages)
      if (TARGET_PACKAGES.some((target) => target === one.name))
        told.push({ source, name: one.name, versions: one.versions, isLock: isLock(name) });
  }
  return told;
}
