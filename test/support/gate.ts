import type { Project } from '../../src/core/language.ts';
import type { Site } from '../../src/core/sites.ts';
import { isBelow, type Wanted } from '../../src/core/wants.ts';
import { languageOf } from '../../src/languages/index.ts';
import { narrowed } from '../../src/runner/project/narrow.ts';
import { worthParsing, type Seen } from '../../src/runner/project/reach.ts';

/** Whether a rule may say something of a site: what it only names of a package has to meet a client. */
export const isOfRules = (site: Site, { met = [] }: Wanted): boolean =>
  site.kind !== 'reference' ||
  !met.some((path) => isBelow(site.path, path)) ||
  Boolean(site.meets ?? site.sends ?? site.beside);

/**
 * Throws where the gate would keep a file from being parsed. Called for every file in which a test of a language finds
 * something, so that these tests hold the gate to account as well.
 */
export async function expectPastGate(
  project: Project,
  path: string,
  wanted: Wanted,
  clients: readonly string[],
): Promise<void> {
  const language = languageOf(path);
  const gate = await language?.loadGate();
  if (!language || !gate) throw new Error(`no language reads ${path}`);
  const look = gate.lookFor(wanted, { clients });
  const textOf = (one: string): string => Buffer.from(project.read(one) ?? '', 'utf8').toString('latin1');
  const seen = project
    .files()
    .filter((one) => languageOf(one) === language)
    .map((one): Seen => ({
      file: {
        path: one,
        projectPath: one,
        file: `/${one}`,
        real: `/${one}`,
        root: { folder: '/', git: false },
        language,
      },
      links: gate.linksIn(textOf(one)),
      ...look(textOf(one), one),
    }));
  const ofLanguage: Project = { ...project, files: () => seen.map(({ file }) => file.projectPath) };
  const parsed = worthParsing(ofLanguage, gate, seen, {
    brings: (text) => look(text).brings,
    callsValue: ({ file }) => gate.callsValue(textOf(file.projectPath)),
  });
  const { files } = parsed.isWhole
    ? await narrowed(parsed.files, {
        project,
        connected: seen.filter((one) => one.knows || parsed.isReached(one)),
        load: () => language.load(),
        wanted,
        settings: { clients },
        reportsUnused: false,
      })
    : parsed;
  if (!files.some(({ file }) => file.projectPath === path))
    throw new Error(
      `the gate keeps ${path} from being parsed: ${JSON.stringify(
        seen.find(({ file }) => file.projectPath === path),
        ['place', 'holds', 'knows', 'brings', 'apart', 'links'],
      )}`,
    );
}
