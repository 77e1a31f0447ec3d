/**
 * How a client, or what came from one, may be had of something: as it is, called or unpacked (`anyhow`), or only by reading one of some
 * attributes. `undefined`: not at all.
 */
export type Way = 'anyhow' | ReadonlySet<string> | undefined;

/** Either of two ways. */
export function either(one: Way, other: Way): Way {
  if (one === 'anyhow' || other === 'anyhow') return 'anyhow';
  if (!one || !other) return one ?? other;
  return [...other].every((name) => one.has(name)) ? one : new Set([...one, ...other]);
}

/** What the second way adds to the first. */
function beyond(known: Way, more: Way): Way {
  if (known === 'anyhow' || more === undefined) return undefined;
  if (more === 'anyhow') return more;
  const rest = [...more].filter((name) => !known?.has(name));
  return rest.length > 0 ? new Set(rest) : undefined;
}

/**
 * `export`: a variable, a function, a fixture or a class of a module. `given`: a function or a class is given something. `stored`: an attribute is put
 * onto what belongs to others, or a text names what is replaced. `base`: a class is made from one, and has something.
 */
type Kind = 'export' | 'given' | 'stored' | 'base';

export interface News {
  readonly kind: Kind | 'member' | 'holder' | 'giver' | 'relay' | 'exporter';
  readonly name: string;
  readonly way: Way;
  /** Of an export: the file that has it under this name; of a module with exports: the module. */
  readonly from?: string;
}

/** `a/b.py` is imported as `b`, `a/__init__.py` as `a`. */
const moduleName = (path: string): string => /([^/]*?)(?:\/__init__)?\.py$/.exec(path)?.[1] ?? path;

/** What files of a project are known to hand to others, by name. It only grows. */
export class Known {
  readonly exports = new Map<string, Map<string, Way>>();
  readonly #ways = new Map<string, Way>();
  /** Attributes, methods and keys that lead to something in a file that has got hold of an object otherwise. */
  readonly members = new Set<string>();
  #news: News[] = [];

  export(name: string, path: string, way: Way): void {
    const files = this.exports.get(name) ?? new Map<string, Way>();
    const more = beyond(files.get(path), way);
    if (!more) return;
    this.exports.set(name, files);
    files.set(path, either(files.get(path), more));
    this.add('exporter', path, way, moduleName(path));
    this.#news.push({ kind: 'export', name, way: more, from: path });
  }

  /** `key`: a name, or what tells a class or a function from others. `name`: by which files mention it. */
  add(
    kind: Exclude<News['kind'], 'export' | 'member'> | 'exporter',
    key: string,
    way: Way,
    name = key,
  ): void {
    const id = `${kind} ${key}`;
    const more = beyond(this.#ways.get(id), way);
    if (!more) return;
    this.#ways.set(id, either(this.#ways.get(id), more));
    this.#news.push({ kind, name, way: more, ...(kind === 'exporter' && { from: key }) });
  }

  way(kind: Exclude<News['kind'], 'export' | 'member'>, key: string): Way {
    return this.#ways.get(`${kind} ${key}`);
  }

  addMembers(names: Iterable<string>): void {
    for (const name of names) {
      if (this.members.has(name)) continue;
      this.members.add(name);
      this.#news.push({ kind: 'member', name, way: 'anyhow' });
    }
  }

  takeNews(): readonly News[] {
    const news = this.#news;
    this.#news = [];
    return news;
  }
}
