import type { LanguageName, Rule } from '../core/rule.ts';
import type { RulesFormat } from './arguments/values.ts';
import { hang } from '../reporters/layout.ts';
import type { ReporterOptions } from '../reporters/reporter.ts';

type Listed = Pick<Rule, 'name' | 'summary' | 'safety' | 'languages'>;

/** The list of rules. `all`: the languages of a rule that does not list them. */
export function listRules(
  rules: readonly Listed[],
  all: readonly LanguageName[],
  format: RulesFormat,
  options: Pick<ReporterOptions, 'paint' | 'width'>,
): string {
  const rows = rules.map(({ name, summary, safety, languages = all }) => ({
    name,
    languages,
    safety,
    summary,
  }));
  switch (format) {
    case 'json':
      return JSON.stringify({ version: 1, rules: rows }, null, 2) + '\n';
    default:
      return table(rows, options);
  }
}

type Row = Required<Listed>;

/** With less room than this, the summary goes below the name. */
const MIN_SUMMARY = 45;

function table(rows: readonly Row[], { paint, width }: Pick<ReporterOptions, 'paint' | 'width'>): string {
  const nameWidth = widest(rows.map(({ name }) => name));
  const languageWidth = widest(rows.map(({ languages }) => languages.join(', ')));
  return rows
    .map(({ name, languages, safety, summary }) => {
      const lead = `${name.padEnd(nameWidth)}  ${languages.join(', ').padEnd(languageWidth)}  ${safety.padEnd(6)}`;
      const text =
        width - lead.length < MIN_SUMMARY
          ? `${lead.trimEnd()}\n${hang('    ', summary, width)}\n`
          : hang(`${lead}  `, summary, width) + '\n';
      // Painted last, because colour codes would count as columns.
      return text.replace(name, () => paint.bold(name));
    })
    .join('');
}

const widest = (texts: readonly string[]): number =>
  texts.reduce((most, { length }) => Math.max(most, length), 0);
