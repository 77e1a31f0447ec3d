import type { Language, Project } from '../../core/language.ts';
import type { Requirements } from '../../core/sites.ts';
import type { Span } from '../../core/text.ts';
import { unanswered } from '../../core/model/unanswered.ts';
import { entriesIn, neighbourIn } from './entries.ts';
import { filtersIn } from './filters.ts';
import { lower } from './lower.ts';
import { withIncluded, type Listed } from './listed.ts';
import { packagesIn } from './manifests.ts';

/**
 * The files that list the packages of a project. The files of its `project` are all that it has of these, in the order in which a list
 * among them is looked for; a file is asked for its place in them.
 */
export const config: Language = {
  name: 'config',
  spell: (name) => name,
  async open(source, path, { project, wanted }) {
    const site = wanted.requirements ? await requirementsOf({ path, text: source }, project) : undefined;
    return {
      ...unanswered,
      sites: site ? [site] : [],
      comments: commentsIn(source),
      lower: (intent) => lower(intent, source),
    };
  },
};

/** What the project requires; undefined where the place to add to is in another file, or nowhere. */
async function requirementsOf(own: Listed, project: Project): Promise<Requirements | undefined> {
  const texts = filesOf(own, project);
  const files = await Promise.all(texts.map(async (file) => ({ ...file, entries: await entriesIn(file) })));
  const neighbour = neighbourIn(files);
  if (neighbour?.file.path !== own.path) return undefined;
  const { name, form, start, end } = neighbour.entry;
  const others = texts.filter(({ path }) => path !== own.path);
  const listed = await Promise.all(others.map(({ path, text }) => packagesIn(path, text)));
  const here = neighbour.file.entries.map(({ form: _, start: from, end: to, ...one }) => ({
    ...one,
    at: { start: from, end: to },
  }));
  const warnings = await filtersIn(texts);
  return {
    kind: 'requirements',
    ...{ name, form, start, end },
    ...(warnings && { warnings }),
    packages: [...here, ...(await packagesIn(own.path, own.text)), ...listed.flat()],
  };
}

/** The files of the project with those that they include; of the own file the text as it stands now. */
const filesOf = (own: Listed, project: Project): readonly Listed[] =>
  withIncluded([...project.files(), own.path], (path) => (path === own.path ? own.text : project.read(path)));

/** TOML and pip begin a comment with `#`, INI with `;` as well. */
const commentsIn = (source: string): readonly Span[] =>
  Array.from(source.matchAll(/(^|[^\S\r\n])([#;][^\r\n]*)/gm), ({ index, 1: space = '', 2: text = '' }) => ({
    start: index + space.length,
    end: index + space.length + text.length,
  }));
