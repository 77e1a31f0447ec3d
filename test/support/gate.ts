import type { Project } from '../../src/core/language.ts';
import type { Wanted } from '../../src/core/wants.ts';
import { languageOf } from '../../src/languages/index.ts';
import { worthParsing, type Seen } from '../../src/runner/project/reach.ts';

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
      ...look(textOf(one)),
    }));
  const ofLanguage: Project = { ...project, files: () => seen.map(({ file }) => file.projectPath) };
  const parsed = worthParsing(ofLanguage, gate, seen, {
    brings: (text) => look(text).brings,
    callsValue: ({ file }) => gate.callsValue(textOf(file.projectPath)),
  });
  if (!parsed.files.some(({ file }) => file.projectPath === path))
    throw new Error(
      `the gate keeps ${path} from being parsed: ${JSON.stringify(
        seen.find(({ file }) => file.projectPath === path),
        ['place', 'holds', 'knows', 'brings', 'links'],
      )}`,
    );
}
