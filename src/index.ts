import { targetOf } from './clients/targets/words.ts';
import { migrate as migrateText } from './core/engine/migrate.ts';
import type { Result } from './core/engine/result.ts';
import { noProject, type Project } from './core/language.ts';
import type { RecordedFile } from './core/model/recorded.ts';
import type { Rule } from './core/rule.ts';
import { languageOf } from './languages/index.ts';
import { rules as allRules } from './registry.ts';

export type { FailureReason, Reported, Result } from './core/engine/result.ts';
export type {
  Answer,
  Place,
  RecordedCall,
  RecordedFile,
  RecordedRead,
  RecordedValue,
  Runs,
  ValueFlag,
} from './core/model/recorded.ts';
export type { LanguageName, Rule, Safety } from './core/rule.ts';
export type { Span } from './core/text.ts';

/** Every rule, alphabetical. */
export const rules: readonly Rule[] = allRules;

export interface MigrateOptions {
  /** Its extension tells the language; relative to the project. */
  readonly path: string;
  /** Default: all. */
  readonly rules?: readonly Rule[];
  /** Makes the fixes too that may change what a test does. */
  readonly unsafe?: boolean;
  /** What a recorded run showed of the text, as it is now. It makes fixes that have the safety `seen`. */
  readonly recorded?: RecordedFile;
  /** Names that are test clients although nothing proves it: `api`, `self.http`, `make_client()`. */
  readonly clients?: readonly string[];
  /** What the text is to run on, in the words of `--target`: `httpx2`, `latest`, `starlette==0.43`. Default: nothing is held back. */
  readonly target?: string | readonly string[];
}

/**
 * Migrates one text by itself, without the rest of its project. Offsets in the result count UTF-16 units behind a
 * byte-order mark. Rejects only when no language reads such a file, or a word of `target` names none; all else that goes
 * wrong is a result.
 */
export async function migrate(source: string, options: MigrateOptions): Promise<Result> {
  const { path, rules = allRules, unsafe = false, recorded, clients = [], target = [] } = options;
  const language = languageOf(path);
  if (!language) throw new TypeError(`no language reads ${path}`);
  return migrateText(source, path, await language.load(), {
    rules,
    allow: unsafe ? 'unsafe' : 'safe',
    ...(recorded && { project: recordedAs(path, source, recorded) }),
    settings: { clients },
    target: targetOf(typeof target === 'string' ? target.split(',') : target),
  });
}

/** A project of one text, of which something was recorded. */
function recordedAs(path: string, source: string, recorded: RecordedFile): Project {
  const text = source.replace(/^\uFEFF/, '');
  return {
    ...noProject,
    read: (asked) => (asked === path ? text : undefined),
    recorded: (asked) => (asked === path ? recorded : undefined),
  };
}
