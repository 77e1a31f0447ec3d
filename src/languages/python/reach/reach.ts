import type { Project } from '../../../core/language.ts';
import type { Module } from '../binding/module.ts';
import { linksIn, neighbours } from '../gate/links.ts';
import type { Analysis } from '../inference/analysis.ts';
import { addHanded } from './handed.ts';
import { Known, type News } from './known.ts';
import { nameOf, type Place } from './leaves.ts';
import { isSource, seedsOf } from './sources.ts';

/** What is needed to look at the files of a project. */
export interface Around {
  readonly project: Project;
  readonly module: (path: string) => Module | undefined;
  /** An analysis for what one file hands to others. */
  readonly analysisOf: (module: Module) => Analysis;
  /** Options that rules look for where a function hands them on, as Python spells them. */
  readonly relays: ReadonlySet<string>;
  /** Whether to go on; see `Language.reachedAmong`. */
  readonly pays: (sources: number, reached: number) => boolean;
}

/**
 * The files among some that a client, or what came from one, may get to: those that may make or name one, and those that others hand one
 * to. `files`: by their paths in the project; clients get from one to another of them alone. What the files of the result hand on was asked of the
 * inference itself, and is taken to be had by every file that names it.
 */
export function reachedAmong(
  files: readonly string[],
  { project, module, analysisOf, relays, pays }: Around,
): ReadonlySet<string> | undefined {
  const among = new Set(files);
  const known = new Known();
  const reached = new Set<string>();
  const ways = waysIn(project);
  const analyses = new Map<string, Analysis>();
  let waiting = new Set<string>();
  for (const path of files) {
    const source = project.read(path);
    // What cannot be decoded is opened, so that it is named.
    if (source === undefined || isSource({ path, source })) waiting.add(path);
  }
  const mentioned = new Map<string, ReadonlySet<string>>();
  const mentions = (path: string, name: string): boolean => {
    let files = mentioned.get(name);
    if (!files) mentioned.set(name, (files = new Set(project.mentioning(name))));
    return files.has(path);
  };
  const sources = waiting.size;
  while (waiting.size > 0) {
    if (!pays(sources, new Set([...reached, ...waiting]).size)) return undefined;
    for (const path of waiting) {
      reached.add(path);
      const read = module(path);
      if (!read) continue;
      let analysis = analyses.get(path);
      if (!analysis) analyses.set(path, (analysis = analysisOf(read)));
      const isOwn = seedsOf(read);
      const isSeed = (place: Place): boolean => isOwn(nameOf(place)) || isHeldFor(known, ways, path, place);
      addHanded({ analysis, module: read, relays, isSeed }, known);
    }
    waiting = new Set();
    for (const news of known.takeNews())
      for (const path of project.mentioning(news.name))
        if (
          among.has(path) &&
          !waiting.has(path) &&
          concerns(news, path, { project, ways, reached, mentions })
        )
          waiting.add(path);
  }
  return reached;
}

/** Whether a place of a file holds something, as far as others hand it on. */
function isHeldFor(known: Known, ways: Ways, path: string, place: Place): boolean {
  const name = nameOf(place);
  if (known.way('stored', name)) return true;
  if (/^[.']/.test(place) && known.members.has(name)) return true;
  const from = known.exports.get(name);
  return (
    from !== undefined && (from.has(path) || [...from.keys()].some((other) => ways.from(path).has(other)))
  );
}

interface State {
  readonly project: Project;
  readonly ways: Ways;
  readonly reached: ReadonlySet<string>;
  readonly mentions: (path: string, name: string) => boolean;
}

/** Whether a file that mentions a name has to be looked at for what is new of it. */
function concerns(
  { kind, name, from, way }: News,
  path: string,
  { project, ways, reached, mentions }: State,
): boolean {
  // Of an object that is had already.
  if (kind === 'member' || kind === 'holder' || kind === 'giver' || kind === 'relay')
    return reached.has(path);
  if (!reached.has(path) && way !== 'anyhow' && ![...(way ?? [])].some((one) => mentions(path, one)))
    return false;
  if (from !== undefined) return path !== from && ways.from(path).has(from);
  return kind === 'stored' || defines(project.read(path) ?? '', name);
}

/** Whether a text says what is called by a name. */
function defines(text: string, name: string): boolean {
  return new RegExp(
    String.raw`\b(?:def|class|as)[\s\\]{1,20}${name}\b|(?<![\w.])${name}[ \t]{0,20}(?::[^=\n]{1,200})?=[\s(]{0,20}(?:lambda\b|[\w.]*partial\b|[\w.]{1,200}[ \t]*(?:$|#))`,
    'm',
  ).test(text);
}

interface Ways {
  /** The files whose names a file may have, by imports over any number of files and by fixtures. */
  from(path: string): ReadonlySet<string>;
}

function waysIn(project: Project): Ways {
  const next = new Map<string, readonly string[]>();
  const nextTo = (path: string): readonly string[] => {
    let known = next.get(path);
    if (!known)
      next.set(path, (known = neighbours(project, path, linksIn(asLatin1(project.read(path) ?? '')))));
    return known;
  };
  const found = new Map<string, ReadonlySet<string>>();
  return {
    from(path) {
      const known = found.get(path);
      if (known) return known;
      const all = new Set(nextTo(path));
      for (const one of all) for (const other of nextTo(one)) all.add(other);
      found.set(path, all);
      return all;
    },
  };
}

/** As the gate reads texts, which `linksIn` is for. */
const asLatin1 = (text: string): string =>
  /[\x80-\uffff]/.test(text)
    ? Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('')
    : text;
