import { dirname, join } from 'node:path';
import { guessTarget, type Told } from '../clients/targets/guess.ts';
import { defaultTarget, TARGET_PACKAGES, versionsText, type Target } from '../core/model/target.ts';
import type { ReportedTarget } from '../core/report.ts';
import { loadManifests } from '../languages/index.ts';
import { foldersBetween, namesIn, textOf } from './files/manifests.ts';
import { shown } from './files/paths.ts';
import type { SourceFile } from './files/source-file.ts';

/** The targets of the files of a run. */
export interface Targets {
  /** `given`: what the settings of the file say. */
  of(file: Pick<SourceFile, 'real' | 'root' | 'language'>, given?: Target): Promise<Target>;
  /** Those that were asked for, each once. */
  asked(): readonly ReportedTarget[];
}

/** Guesses the target of each file from the files of its project, unless one is given, for all files or for that one. */
export function targetsOf(given: Target | undefined, cwd: string): Targets {
  const asked = new Map<string, ReportedTarget>();
  const folders = new Map<string, Promise<readonly Told[]>>();
  const toldBy = (folder: string): Promise<readonly Told[]> => {
    const known = folders.get(folder) ?? readFolder(folder, cwd);
    folders.set(folder, known);
    return known;
  };
  const noted = (one: ReportedTarget): Target => {
    asked.set(JSON.stringify(one), one);
    return one;
  };
  const ownTarget: ReportedTarget = { ...(given ?? defaultTarget), sources: [] };
  return {
    async of({ real, root, language }, own = given) {
      if (own) return noted({ ...own, sources: [] });
      if (language.name === 'javascript') return noted(ownTarget);
      const above = foldersBetween(dirname(real), root.folder);
      const guess = guessTarget(await Promise.all(above.map(toldBy)));
      return noted(guess ? { ...guess.target, sources: guess.sources } : ownTarget);
    },
    asked: () => (asked.size === 0 ? [ownTarget] : [...asked.values()]),
  };
}

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
