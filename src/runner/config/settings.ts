import { ENGINE_RULES, type EngineRule } from '../../core/engine/engine-rules.ts';
import { targetOf } from '../../clients/targets/words.ts';
import type { Target } from '../../core/model/target.ts';
import type { Level, Rule } from '../../core/rule.ts';
import { chooseRules } from '../choose-rules.ts';
import type { Roots } from '../files/git.ts';
import type { SourceFile } from '../files/source-file.ts';
import { configurationsOf, type ConfigOptions, type Loaded } from './find.ts';
import { applied, type Applied, type Filtered, type Merged, type Sourced } from './merge.ts';

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

/** The settings of the files of a run. What asks for a configuration rejects with a `UsageError` where that is invalid. */
export interface SettingsOfFiles {
  /** Files with the same settings get the same object. */
  of(file: Pick<SourceFile, 'path' | 'real'>): Promise<FileSettings>;
  /** What `include` and `exclude` of its configuration say of a file, by its real path. */
  filter(real: string): Promise<Filtered>;
  /** The configuration of a file or of what may be in a folder; undefined where there is none. */
  configurationOf(real: string): Promise<Applied | undefined>;
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

/** The settings of the files of a run with these options. Throws a `UsageError` where the options alone are wrong. */
export function settingsOfFiles(
  given: GivenSettings & ConfigOptions,
  known: readonly Rule[],
  roots: Roots,
): SettingsOfFiles {
  const own = settingsFrom(given, {}, known);
  const names = { rules: known.map(({ name }) => name), engineRules: Object.keys(ENGINE_RULES) };
  const configurations = configurationsOf(given, roots, names);
  const loaded = new Map<Loaded, Applied & { readonly settings: Map<string, FileSettings> }>();
  const configurationOf = async (
    real: string,
  ): Promise<(Applied & { readonly settings: Map<string, FileSettings> }) | undefined> => {
    const found = await configurations.of(real);
    if (!found) return undefined;
    const one = loaded.get(found) ?? { ...applied(found), settings: new Map<string, FileSettings>() };
    loaded.set(found, one);
    return one;
  };
  const settingsOf = async (real: string): Promise<FileSettings> => {
    const configuration = await configurationOf(real);
    if (!configuration) return own;
    const { key, values } = configuration.of(real);
    const settings = configuration.settings.get(key) ?? settingsFrom(given, values, known);
    configuration.settings.set(key, settings);
    return settings;
  };
  const told = new Map<string, FileSettings>();
  return {
    async of({ path, real }) {
      const settings = await settingsOf(real);
      told.set(path, settings);
      return settings;
    },
    async filter(real) {
      const found = await configurationOf(real);
      return found?.filter(real) ?? { isIncluded: true, isExcluded: false, forceExclude: false };
    },
    configurationOf,
    told: (path) => told.get(path) ?? own,
    asked: () => (told.size === 0 ? [own] : [...new Set(told.values())]),
  };
}

/** Equal where what is found out about the project for one file holds for the other as well. */
export const analysisKey = ({ clients, rules }: FileSettings): string =>
  JSON.stringify([clients, rules.map(({ name }) => name)]);

/** The settings that `given` (the command line) and a configuration give together. Throws a `UsageError`. */
export function settingsFrom(given: GivenSettings, values: Merged, known: readonly Rule[]): FileSettings {
  const { select, ignore } = choice(given, values);
  const { unsafe, level, strict, target, clients, strictParsing } = withSources(given, values);
  const words = target?.value;
  const meant = words && ('client' in words ? words : targetOf(words));
  const chosen = chooseRules(known, select.value, ignore.value, meant, {
    select: select.source,
    ignore: ignore.source,
  });
  const lowest = strict.value === true ? 'warns' : strict.value;
  return {
    ...chosen,
    ...{ unsafe: unsafe.value, level: level.value, noSeen: given.noSeen ?? false },
    ...{ clients: clients.value, strictParsing: strictParsing.value },
    ...(lowest !== false && { strict: lowest }),
    ...(meant && { target: meant }),
  };
}

/** A rule that is selected on the command line is not ignored by a file. */
export function choice(
  given: GivenSettings,
  { select, ignore }: Merged,
): { readonly select: Sourced<readonly string[]>; readonly ignore: Sourced<readonly string[]> } {
  const ignored = (ignore?.value ?? []).filter((name) => !given.select.includes(name));
  return {
    select: given.select.length > 0 ? byOption('--select', given.select) : (select ?? byDefault([])),
    ignore: together('--ignore', given.ignore, ignore && { ...ignore, value: ignored }),
  };
}

/** What holds, and where it is from. */
export function withSources(given: GivenSettings, values: Merged) {
  return {
    unsafe: given.unsafe ? byOption('--unsafe', true) : (values.unsafe ?? byDefault(false)),
    level: given.level ? byOption('--level', given.level) : (values.level ?? byDefault<Level>('differs')),
    strict: given.strict
      ? byOption<boolean | Level>('--strict', given.strict)
      : (values.strict ?? byDefault<boolean | Level>(false)),
    target: given.target ? byOption('--target', given.target) : values.target,
    clients: together('--client', given.clients, values.clients),
    strictParsing: given.strictParsing
      ? byOption('--strict-parsing', true)
      : (values.strictParsing ?? byDefault(false)),
  } as const;
}

const byDefault = <Value>(value: Value): Sourced<Value> => ({ value, source: 'default' });

const byOption = <Value>(source: string, value: Value): Sourced<Value> => ({ value, source });

/** What an option adds to the list of a file. */
export function together(
  option: string,
  given: readonly string[],
  file: Sourced<readonly string[]> | undefined,
): Sourced<readonly string[]> {
  if (!file) return given.length > 0 ? { value: given, source: option } : byDefault([]);
  if (given.length === 0) return file;
  return { value: [...new Set([...file.value, ...given])], source: `${file.source}, ${option}` };
}
