import { closest } from '../core/closest.ts';
import type { Level } from '../core/rule.ts';
import { FILE_KEYS, spelled, TOP_KEYS, type Spelling } from './keys.ts';
import { entryOf, kindOf, type Node, type Problem } from './node.ts';
import { anyText, globOrGlobs, type Names, type Reading, type Shape } from './shapes.ts';

/** A value and where its key stands, as a UTF-16 offset. */
export interface Given<Value> {
  readonly value: Value;
  readonly at: number;
}

/** What holds for a file. */
export interface FileValues {
  readonly select?: Given<readonly string[]> | undefined;
  readonly ignore?: Given<readonly string[]> | undefined;
  readonly unsafe?: Given<boolean | readonly string[]> | undefined;
  readonly level?: Given<Level> | undefined;
  readonly strict?: Given<boolean | Level> | undefined;
  /** Words that each name a target. */
  readonly target?: Given<readonly string[]> | undefined;
  readonly clients?: Given<readonly string[]> | undefined;
  readonly strictParsing?: Given<boolean> | undefined;
}

export interface Override {
  /** Relative to the folder of the configuration. */
  readonly files: readonly string[];
  readonly values: FileValues;
}

/** What a configuration file says, as far as it is right. Paths and globs are relative to its folder. */
export interface Configuration {
  readonly extends?: Given<string> | undefined;
  readonly values: FileValues;
  readonly include?: Given<readonly string[]> | undefined;
  readonly exclude?: Given<readonly string[]> | undefined;
  readonly forceExclude?: Given<boolean> | undefined;
  readonly baseline?: Given<string> | undefined;
  readonly cache?: Given<boolean> | undefined;
  readonly overrides: readonly Override[];
}

export interface ReadConfiguration {
  readonly configuration: Configuration;
  /** By their places. */
  readonly problems: readonly Problem[];
}

/** Reads a configuration from the tree of its text. Never throws. */
export function readConfiguration(root: Node, spelling: Spelling, names: Names): ReadConfiguration {
  const problems: Problem[] = [];
  const reading: Reading = { names, report: (problem) => problems.push(problem) };
  const cx: Context = { ...reading, spelling, root: true };
  const known = [...Object.keys(FILE_KEYS), ...Object.keys(TOP_KEYS), 'overrides'];
  checkKeys(root, spelling === 'camelCase' ? ['$schema', ...known] : known, cx);
  take(root, '$schema', anyText, cx);
  const top = <Value>(key: keyof typeof TOP_KEYS, shape: Shape<Value>): Given<Value> | undefined =>
    take(root, key, shape, cx);
  const configuration: Configuration = {
    extends: top('extends', TOP_KEYS.extends.shape),
    values: fileValues(root, cx),
    include: top('include', TOP_KEYS.include.shape),
    exclude: top('exclude', TOP_KEYS.exclude.shape),
    forceExclude: top('forceExclude', TOP_KEYS.forceExclude.shape),
    baseline: top('baseline', TOP_KEYS.baseline.shape),
    cache: top('cache', TOP_KEYS.cache.shape),
    overrides: overridesIn(root, cx),
  };
  return { configuration, problems: problems.sort((a, b) => a.at - b.at) };
}

interface Context extends Reading {
  readonly spelling: Spelling;
  /** Whether it is about the configuration itself, not an override. */
  readonly root: boolean;
}

function take<Value>(node: Node, key: string, shape: Shape<Value>, cx: Context): Given<Value> | undefined {
  const entry = entryOf(node, spelled(key, cx.spelling));
  const value = entry && shape.read(entry.value, cx);
  return entry && value !== undefined ? { value, at: entry.at } : undefined;
}

function fileValues(node: Node, cx: Context): FileValues {
  const own = <Value>(key: keyof typeof FILE_KEYS, shape: Shape<Value>): Given<Value> | undefined =>
    take(node, key, shape, cx);
  return {
    select: own('select', FILE_KEYS.select.shape),
    ignore: own('ignore', FILE_KEYS.ignore.shape),
    unsafe: own('unsafe', FILE_KEYS.unsafe.shape),
    level: own('level', FILE_KEYS.level.shape),
    strict: own('strict', FILE_KEYS.strict.shape),
    target: own('target', FILE_KEYS.target.shape),
    clients: own('clients', FILE_KEYS.clients.shape),
    strictParsing: own('strictParsing', FILE_KEYS.strictParsing.shape),
  };
}

function overridesIn(root: Node, cx: Context): readonly Override[] {
  const list = entryOf(root, 'overrides')?.value;
  if (!list) return [];
  if (list.is !== 'list') {
    cx.report({ at: list.at, message: `expected a list of tables, found ${kindOf(list)}` });
    return [];
  }
  return list.items.flatMap((node) => {
    checkKeys(node, ['files', ...Object.keys(FILE_KEYS)], { ...cx, root: false });
    if (node.is !== 'table') return [];
    const files = take(node, 'files', globOrGlobs, cx);
    if (!entryOf(node, 'files')) cx.report({ at: node.at, message: 'the key files is missing' });
    const values = fileValues(node, cx);
    return files ? [{ files: files.value, values }] : [];
  });
}

/** Reports keys that are not known, and those that are given twice. */
function checkKeys(node: Node, keys: readonly string[], { spelling, root, report }: Context): void {
  if (node.is !== 'table') {
    report({ at: node.at, message: `expected a table of settings, found ${kindOf(node)}` });
    return;
  }
  const known = keys.map((key) => spelled(key, spelling));
  const seen = new Set<string>();
  for (const { key, at } of node.entries) {
    if (seen.has(key)) report({ at, message: `the key ${key} is given twice` });
    seen.add(key);
    if (!known.includes(key)) report({ at, message: unknownKey(key, known, root) });
  }
}

function unknownKey(key: string, known: readonly string[], root: boolean): string {
  const word = JSON.stringify(key);
  if (!root && Object.hasOwn(TOP_KEYS, camel(key)))
    return `the key ${word} cannot be given in overrides: it is about the whole configuration`;
  const meant = known.find((one) => camel(one) === camel(key)) ?? meantBy(key) ?? closest(key, known);
  return `there is no key ${word}; ${meant === undefined ? `the keys are ${known.join(', ')}` : `did you mean ${meant}?`}`;
}

const camel = (key: string): string => key.replace(/[-_](\w)/g, (_, letter: string) => letter.toUpperCase());

/** Options of the command whose key has another name. */
const meantBy = (key: string): string | undefined => (key === 'client' ? 'clients' : undefined);
