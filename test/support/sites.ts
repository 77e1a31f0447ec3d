import { defaultSettings, type Document } from '../../src/core/language.ts';
import type { RecordedFile } from '../../src/core/model/recorded.ts';
import type { LanguageName } from '../../src/core/rule.ts';
import type { Site } from '../../src/core/sites.ts';
import { slice } from '../../src/core/text.ts';
import type { Wanted } from '../../src/core/wants.ts';
import { languageOf } from '../../src/languages/index.ts';
import { expectPastGate } from './gate.ts';
import { projectOf } from './project.ts';
import { dedent, type Snippet } from './snippets.ts';

interface Sites {
  readonly source: string;
  readonly document: Document;
  readonly sites: readonly Site[];
}

const PATHS: Readonly<Record<LanguageName, string>> = {
  python: 'tests/test_it.py',
  javascript: 'tests/it.test.ts',
  config: 'pyproject.toml',
};

/** The wanted sites of a file in a project of several, in source order. Texts are dedented first. */
export async function sitesIn(
  main: string | Snippet,
  wanted: Wanted,
  others: Readonly<Record<string, string>> = {},
  {
    path = PATHS[typeof main === 'string' ? 'python' : main.language],
    clients = [] as readonly string[],
    recorded = undefined as ((source: string, path: string) => RecordedFile) | undefined,
  } = {},
): Promise<Sites> {
  const source = typeof main === 'string' ? dedent(main) : main.text;
  const texts = Object.fromEntries(Object.entries(others).map(([name, text]) => [name, dedent(text)]));
  const held = projectOf({ ...texts, [path]: source });
  const shown = recorded?.(source, path);
  const project = shown ? { ...held, recorded: (one: string) => (one === path ? shown : undefined) } : held;
  const language = await languageOf(path)?.load();
  if (!language) throw new Error(`no language reads ${path}`);
  const document = await language.open(source, path, {
    project,
    settings: { ...defaultSettings, clients },
    wanted,
  });
  if (document.problem) throw new Error(`${document.problem.message}:\n${source}`);
  if (document.sites.length > 0) await expectPastGate(project, path, wanted, clients);
  const sites = [...document.sites].sort((a, b) => a.start - b.start || a.end - b.end);
  return { source, document, sites };
}

/** `source | kind library certainty because` of each site that is about a subject. */
export const subjectsOf = ({ source, sites }: Sites): string[] =>
  sites.flatMap((site) => {
    if (!('subject' in site)) return [];
    const { is, of, library, certainty, because } = site.subject;
    return [`${slice(source, site)} | ${of ? `${is} of ${of}` : is} ${library} ${certainty} ${because}`];
  });
