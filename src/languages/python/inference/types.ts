import type { Evidence, ValueKind } from '../../../core/model.ts';
import type { Expr, Lambda } from '../ast.ts';
import type { ClassInfo, FunctionInfo } from '../binding/declarations.ts';
import type { Module } from '../binding/module.ts';

/** An expression with the file it stands in. */
export interface Placed<T = Expr> {
  readonly module: Module;
  readonly node: T;
}

export interface ClassRef {
  readonly module: Module;
  readonly info: ClassInfo;
}

export interface FunctionRef {
  readonly module: Module;
  readonly info: FunctionInfo;
}

/** One thing an expression may be. A union is a list of them; the empty list is "nothing, as far as is known". */
export type Type =
  | ClientType
  /**
   * Calling it makes a client. `path`: the class outside the project that it is or derives from. `httpx`: that class is
   * httpx's own. `shortcut`: it is a test client only if it is given an app (it makes real requests otherwise).
   */
  | {
      readonly is: 'client-class';
      readonly cls?: ClassRef;
      readonly path: string;
      readonly httpx: boolean;
      readonly shortcut: boolean;
    }
  | { readonly is: 'response' }
  | { readonly is: 'class'; readonly cls: ClassRef }
  | { readonly is: 'instance'; readonly cls: ClassRef }
  | { readonly is: 'function'; readonly fn: FunctionRef; readonly self?: Type }
  | { readonly is: 'lambda'; readonly at: Placed<Lambda> }
  /** Something else that can be called, of which only the result is known. */
  | { readonly is: 'callable'; readonly returns: Types }
  | { readonly is: 'module'; readonly module: Module }
  /** A package outside the project or something in it, by its dotted name. Builtins begin with `builtins.` */
  | { readonly is: 'external'; readonly path: string }
  /** What calling (or reading from) something external gives. */
  | { readonly is: 'made'; readonly by: string }
  /**
   * An attribute of something whose attributes are not known one by one; without a name, one that is chosen at run
   * time. `filled`: with positional arguments already given to it; `given`: with these options, of those that rules ask
   * about.
   */
  | {
      readonly is: 'member';
      readonly of: Type;
      readonly name: string;
      readonly filled?: boolean;
      readonly given?: readonly string[];
    }
  /** Plain data. `literal` is where it is written, when it is a literal. */
  | { readonly is: 'data'; readonly kind: ValueKind; readonly literal?: Placed }
  | { readonly is: 'tuple'; readonly items: readonly Types[]; readonly literal?: Placed }
  /** A collection or an iterator of alike things. */
  | { readonly is: 'many'; readonly of: Types; readonly lazy: boolean; readonly literal?: Placed }
  /** A context manager that gives something else than itself. */
  | { readonly is: 'context'; readonly of: Types }
  | { readonly is: 'unknown'; readonly because: string };

export type Types = readonly Type[];

export interface ClientType {
  readonly is: 'client';
  readonly because: Evidence;
  /** The certainty of a name, an annotation that may be of a client for real requests: not proven. */
  readonly likely?: boolean;
  /** Made by a class of httpx's own. */
  readonly httpx?: boolean;
  /** The subclass, when the project defines it. */
  readonly cls?: ClassRef;
  /** Where it is made in sight: what it is given. */
  readonly given?: Given;
}

/** The options that something is given, of those that rules ask about, as Python spells them. */
export interface Given {
  readonly options: readonly string[];
  /** Others may be among what is unpacked. */
  readonly open: boolean;
}

export const data = (kind: ValueKind, literal?: Placed): Type => ({
  is: 'data',
  kind,
  ...(literal && { literal }),
});
export const unknown = (because: string): Type => ({ is: 'unknown', because });
export const none = data('none');

/** The union of types, each once. */
export function unite(...types: readonly Types[]): Types {
  const all = types.length === 1 ? types[0]! : types.flat();
  if (all.length < 2) return all;
  const seen = new Map<string, Type>();
  for (const type of all) {
    const key = keyOf(type);
    if (!seen.has(key)) seen.set(key, type);
  }
  return [...seen.values()];
}

/** The same client, known on other grounds. Being constructed in sight or merely named is not overruled. */
export function because(evidence: Evidence, types: Types): Types {
  return types.map((type) => (type.is === 'client' && !type.likely ? { ...type, because: evidence } : type));
}

export const isNone = (type: Type): boolean => type.is === 'data' && type.kind === 'none';

/** Whether types say something definite. */
export const isKnown = (types: Types): boolean =>
  types.length > 0 && types.every((type) => type.is !== 'unknown') && !types.every(isNone);

/** The text that a string literal holds; `undefined` for any other type, and where the text is made at run time. */
export const textOf = (type: Type): string | undefined =>
  type.is === 'data' && type.literal?.node.kind === 'text' ? type.literal.node.value : undefined;

export const sameClass = (a: ClassRef, b: ClassRef): boolean => isSame(a, b);
export const sameFunction = (a: FunctionRef, b: FunctionRef): boolean => isSame(a, b);

/** A class or a function of the project. */
type Defined = ClassRef | FunctionRef;

/**
 * By their places, not by their nodes: a file that is being migrated is read once for itself and once for the files that
 * import it, and what it defines is the same in both readings.
 */
const isSame = (a: Defined, b: Defined): boolean =>
  a.module.path === b.module.path && a.info.def.start === b.info.def.start;

/** The same for both readings of a file, as `sameClass` and `sameFunction`. */
export const classKey = ({ module, info }: ClassRef): string => `${module.path}#${info.def.start}`;
export const functionKey = ({ module, info }: FunctionRef): string => `${module.path}#${info.def.start}`;
const placeKey = (place: Placed | undefined): string =>
  place ? `${place.module.path}#${place.node.start}` : '';

const keys = new WeakMap<Type, string>();

/** What tells types apart. Types are built of others, shared as often as not: each is spelt out once, and in little room. */
function keyOf(type: Type): string {
  const known = keys.get(type);
  if (known !== undefined) return known;
  const spelt = spell(type);
  const key = spelt.length > MAX_KEY ? digest(spelt) : spelt;
  keys.set(type, key);
  return key;
}

const MAX_KEY = 200;

/** 64 bits of two hashes: that two types share one is less likely than a fault of the memory. */
function digest(text: string): string {
  let [a, b] = [0x811c9dc5, 0x1505];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b, 33) ^ Math.imul(code, 0x9e3779b1);
  }
  return `${(a >>> 0).toString(36)} ${(b >>> 0).toString(36)} ${text.length}`;
}

const givenKey = (given: Given | undefined): string => (given ? `${given.options.join()} ${given.open}` : '');

function spell(type: Type): string {
  switch (type.is) {
    case 'client':
      return `client ${type.cls ? classKey(type.cls) : ''} ${type.likely ?? false} ${type.httpx ?? false} ${givenKey(type.given)}`;
    case 'client-class':
      return `client-class ${type.path} ${type.cls ? classKey(type.cls) : ''}`;
    case 'class':
    case 'instance':
      return `${type.is} ${classKey(type.cls)}`;
    case 'function':
      return `function ${functionKey(type.fn)} ${type.self ? keyOf(type.self) : ''}`;
    case 'lambda':
      return `lambda ${placeKey(type.at)}`;
    case 'module':
      return `module ${type.module.path}`;
    case 'external':
      return `external ${type.path}`;
    case 'made':
      return `made ${type.by}`;
    case 'member':
      return `member ${type.name} ${type.filled ?? false} ${(type.given ?? []).join()} ${keyOf(type.of)}`;
    case 'data':
      return `data ${type.kind} ${placeKey(type.literal)}`;
    case 'tuple':
      return type.literal
        ? `tuple ${placeKey(type.literal)}`
        : `tuple ${type.items.map((item) => item.map(keyOf).join('|')).join(',')}`;
    case 'many':
      return type.literal ? `many ${placeKey(type.literal)}` : `many ${type.of.map(keyOf).join('|')}`;
    case 'context':
      return `context ${type.of.map(keyOf).join('|')}`;
    case 'callable':
      return `callable ${type.returns.map(keyOf).join('|')}`;
    case 'response':
      return 'response';
    case 'unknown':
      return `unknown ${type.because}`;
  }
}
