import { rulePage } from '../links.ts';
import type { ReporterOptions, RuleText } from '../reporter.ts';
import type { ResultLevel } from './levels.ts';

/** The rules that a log names, as SARIF describes them. `levels`: the most urgent of what each has found. */
export const ruleEntries = (
  names: readonly string[],
  levels: ReadonlyMap<string, ResultLevel>,
  { ruleText }: Pick<ReporterOptions, 'ruleText'>,
): readonly unknown[] =>
  names.map((name) => ({
    id: name,
    name: inPascalCase(name),
    ...told(ruleText?.(name), rulePage(name)),
    helpUri: rulePage(name),
    defaultConfiguration: { level: levels.get(name) ?? 'note' },
    properties: { tags: ['migration', 'testing'] },
  }));

function told(text: RuleText | undefined, url: string): object {
  if (!text) return { help: { text: `See ${url}.` } };
  const { summary, sections } = text;
  const [first] = sections;
  const plain = sections.map(([title, said]) => `${title}\n${said}`).join('\n\n');
  const markdown = sections.map(([title, said]) => `## ${title}\n\n${said}`).join('\n\n');
  return {
    shortDescription: { text: summary },
    fullDescription: { text: first ? first[1] : summary },
    help: { text: `${plain}\n\nSee ${url}.`, markdown: `${markdown}\n\n[The page of the rule](${url})` },
  };
}

/** `FollowRedirects` */
const inPascalCase = (name: string): string =>
  name.replace(/(?:^|-)([a-z\d])/g, (_, letter: string) => letter.toUpperCase());
