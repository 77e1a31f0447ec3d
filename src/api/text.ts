import { targetOf } from '../clients/targets/words.ts';
import { migrate as migrateText } from '../core/engine/migrate.ts';
import type { Reported, Result } from '../core/engine/result.ts';
import { noProject, type Project } from '../core/language.ts';
import { linesOf, type Lines } from '../core/lines.ts';
import type { RecordedFile } from '../core/model/recorded.ts';
import type { Region } from '../core/report.ts';
import { languageOf } from '../languages/index.ts';
import { rules as allRules } from '../registry.ts';
import { chooseRules } from '../runner/choose-rules.ts';
import { messageOf, UsageError } from '../runner/errors.ts';
import type { OneOrMore } from './options.ts';

/** What `migrate` takes. */
export interface MigrateOptions {
  /** Its extension tells the language; relative to the project. */
  readonly path: string;
  /** Names of rules: only these. Default: all. */
  readonly select?: OneOrMore;
  /** Names of rules: all but these. */
  readonly ignore?: OneOrMore;
  /** Makes the fixes too that may change what a test does: of all rules, or of those with these names. */
  readonly unsafe?: boolean | readonly string[];
  /** What a recorded run showed of the text, as it is now. It makes fixes that have the safety `seen`. */
  readonly recorded?: RecordedFile;
  /** Names that are test clients although nothing proves it: `api`, `self.http`, `make_client()`. */
  readonly clients?: OneOrMore;
  /** What the text is to run on, in the words of `--target`: `httpx2`, `latest`, `starlette==0.43`. Default: nothing is held back. */
  readonly target?: OneOrMore;
}

/** A finding, with its place in the original text: offsets in `at`, lines and columns beside it. */
export interface Finding extends Reported, Region {}

/** What came of a text. */
export type MigrateResult =
  | (Omit<Extract<Result, { status: 'unchanged' }>, 'findings'> & { readonly findings: readonly Finding[] })
  | (Omit<Extract<Result, { status: 'changed' }>, 'findings'> & { readonly findings: readonly Finding[] })
  | Extract<Result, { status: 'skipped' }>
  | (Extract<Result, { status: 'failed' }> & {
      /** Where `at` is, 1-based. */
      readonly line?: number;
      readonly column?: number;
    });

const BOM = /^\uFEFF/;

/** See `migrate` in `src/index.ts`. */
export async function migrate(source: string, options: MigrateOptions): Promise<MigrateResult> {
  const { path, unsafe = false, recorded } = options;
  const language = languageOf(path);
  if (!language) throw new UsageError(`no language reads ${path}`);
  const { rules, silent } = chooseRules(allRules, list(options.select), list(options.ignore));
  const result = await migrateText(source, path, await language.load(), {
    rules,
    silent,
    allow: typeof unsafe !== 'boolean' ? unsafe : unsafe ? 'unsafe' : 'safe',
    ...(recorded && { project: recordedAs(path, source, recorded) }),
    settings: { clients: list(options.clients) },
    target: target(list(options.target)),
  });
  return located(result, linesOf(source.replace(BOM, '')));
}

/** One value may be a list with commas, as on the command line. */
const list = (value: OneOrMore = []): readonly string[] =>
  typeof value === 'string' ? value.split(',').map((word) => word.trim()) : value;

function target(words: readonly string[]): ReturnType<typeof targetOf> {
  try {
    return targetOf(words);
  } catch (error) {
    throw new UsageError(`\`target\`: ${messageOf(error)}`);
  }
}

function located(result: Result, lines: Lines): MigrateResult {
  switch (result.status) {
    case 'unchanged':
    case 'changed':
      return { ...result, findings: result.findings.map((one) => ({ ...one, ...regionOf(one, lines) })) };
    case 'failed':
      return result.at === undefined ? result : { ...result, ...lines.at(result.at) };
    case 'skipped':
      return result;
  }
}

function regionOf({ at: { start, end } }: Reported, lines: Lines): Region {
  const [from, to] = [lines.at(start), lines.at(end)];
  return { line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
}

/** A project of one text, of which something was recorded. */
function recordedAs(path: string, source: string, recorded: RecordedFile): Project {
  const text = source.replace(BOM, '');
  return {
    ...noProject,
    read: (asked) => (asked === path ? text : undefined),
    recorded: (asked) => (asked === path ? recorded : undefined),
  };
}
