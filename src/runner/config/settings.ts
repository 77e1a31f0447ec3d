import type { EngineRule } from '../../core/engine/engine-rules.ts';
import type { Target } from '../../core/model/target.ts';
import type { Level, Rule } from '../../core/rule.ts';
import { chooseRules } from '../choose-rules.ts';
import type { SourceFile } from '../files/source-file.ts';

/** What holds for a file, from the command line and from its configuration. */
export interface FileSettings {
  /** The chosen rules. */
  readonly rules: readonly Rule[];
  /** Rules of the engine that are turned off. */
  readonly silent: readonly EngineRule[];
  /** Whether unsafe fixes are made: of no rule, of all, or of those with these names. */
  readonly unsafe: boolean | readonly string[];
  /** Whether fixes that only a recorded run makes safe are held back. */
  readonly noSeen: boolean;
  /** The lowest level of findings that is reported. */
  readonly level: Level;
  /** The lowest level of findings that the exit code counts; absent: none does. */
  readonly strict?: Level;
  readonly clients: readonly string[];
  /** Absent: as the files of the project tell. */
  readonly target?: Target;
  /** A file that does not parse has failed, also where no client is known in it. */
  readonly strictParsing: boolean;
}

/** The settings of the files of a run. */
export interface SettingsOfFiles {
  /** Files with the same settings get the same object. */
  of(file: Pick<SourceFile, 'path' | 'real'>): Promise<FileSettings>;
  /** Those of a file that was asked about, by its path as shown; of any other, those without a configuration. */
  told(path: string): FileSettings;
  /** Those of all files that were asked about, each once; those without a configuration where there is none. */
  asked(): readonly FileSettings[];
}

/** The options of the command that configurations may give as well. */
export interface GivenSettings {
  readonly select: readonly string[];
  readonly ignore: readonly string[];
  readonly clients: readonly string[];
  readonly unsafe: boolean;
  readonly noSeen?: boolean;
  readonly level?: Level;
  readonly strict?: Level;
  readonly target?: Target;
  readonly strictParsing: boolean;
}

/** The settings of the files of a run with these options. Throws a `UsageError`. */
export function settingsOfFiles(given: GivenSettings, known: readonly Rule[]): SettingsOfFiles {
  const own = settingsFrom(given, known);
  return { of: () => Promise.resolve(own), told: () => own, asked: () => [own] };
}

function settingsFrom(given: GivenSettings, known: readonly Rule[]): FileSettings {
  const { select, ignore, target, unsafe, noSeen = false, level = 'differs', strict } = given;
  const { rules, silent } = chooseRules(known, select, ignore, target);
  return {
    ...{ rules, silent, unsafe, noSeen, level, clients: given.clients, strictParsing: given.strictParsing },
    ...(strict && { strict }),
    ...(target && { target }),
  };
}

/** Equal where what is found out about the project for one file holds for the other as well. */
export const analysisKey = ({ clients, rules }: FileSettings): string =>
  JSON.stringify([clients, rules.map(({ name }) => name)]);
