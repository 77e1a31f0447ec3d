import type { Library } from '../../../core/model/subjects.ts';
import { oncePer } from '../../kernel/once.ts';
import { isSubject, type CameFrom, type SubjectLike } from '../../kernel/subjects.ts';
import { isNone, type Data, type Unknown } from '../../kernel/types.ts';
import { unionsOf, type KeyOf } from '../../kernel/unions.ts';
import type { Expr, Lambda, Call } from '../ast/expressions.ts';
import type { ClassInfo, FunctionInfo } from '../binding/declarations.ts';
import type { Module } from '../binding/module.ts';
import { literalText } from '../names.ts';

export { because, isSubject } from '../../kernel/subjects.ts';
export { data, isNone, none, unknown } from '../../kernel/types.ts';

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
  | SubjectType
  | { readonly is: 'class'; readonly cls: ClassRef }
  /** `exact`: of the very class, not of one derived from it. */
  | { readonly is: 'instance'; readonly cls: ClassRef; readonly exact?: boolean }
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
  | Plain
  /** `names`: those of its fields. */
  | {
      readonly is: 'tuple';
      readonly items: readonly Types[];
      readonly literal?: Placed;
      readonly names?: readonly string[];
    }
  /** What `namedtuple(...)` gives: calling it makes a tuple with these fields; the last of them have defaults. */
  | { readonly is: 'record'; readonly fields: readonly string[]; readonly defaults: readonly Types[] }
  /** An object that has the attributes that are given to it, where it is made or later: `SimpleNamespace(...)`. */
  | { readonly is: 'namespace'; readonly at: Placed<Call> }
  /** A `ContextVar`, by the call that makes it. */
  | { readonly is: 'variable'; readonly at: Placed<Call> }
  /** A collection or an iterator of alike things. */
  | { readonly is: 'many'; readonly of: Types; readonly lazy: boolean; readonly literal?: Placed }
  /** A context manager that gives something else than itself. */
  | { readonly is: 'context'; readonly of: Types }
  /** `was`: how it is written where it was made, which may not be all of it any more. */
  | (Unknown & { readonly was?: Placed });

export type Types = readonly Type[];

/**
 * Plain data. `holds`: of a mapping that is not all written in one place, what its values may be. `added`: what is put
 * into a mapping after it was written. `unwrapped`: it was taken out of the member of an Enum that it is written for.
 */
export type Plain = Data<Placed> & {
  readonly holds?: Types;
  readonly added?: readonly Added[];
  readonly unwrapped?: true;
};

/** Data that is a mapping. */
export type Mapping = Pick<Plain, 'literal' | 'holds' | 'added'>;

/** Something that is put into a collection, beside what is written in it. */
export interface Added {
  /** The key it is put under; absent where it may be any. */
  readonly key?: string;
  /** 0: into the collection itself; more: into collections that are items of it, so many levels down. */
  readonly depth: number;
  readonly types: Types;
}

/** Likely by its name, or by an annotation that may be of a client for real requests. */
export interface ClientType extends SubjectLike {
  readonly is: 'client';
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
  /** The call, where it is given an option that tells where requests go. */
  readonly at?: Placed<Call>;
}

/** As of the client that it came from; and of an annotation, which responses to real requests share. */
export interface SubjectType extends CameFrom {
  /** Whose client it came from. */
  readonly library: Library;
}

/** The union of types, each once. */
export const { unite } = unionsOf<Type>(spell);

/** Whether something is a client, or makes one: what has the methods of clients. */
export const isClientOrClass = ({ is }: Type): boolean => is === 'client' || is === 'client-class';

/** Whether types say something definite. */
export const isDefinite = (types: Types): boolean =>
  types.length > 0 && types.every((type) => type.is !== 'unknown') && !types.every(isNone);

/** Whether what an annotation says can be taken at its word: not where tests and real requests are annotated alike. */
export const isProof = (annotated: Types): boolean =>
  isDefinite(annotated) && !annotated.some((type) => isSubject(type) && type.likely);

/** The text that a string literal holds; `undefined` for any other type, and where the text is made at run time. */
export const textOf = (type: Type): string | undefined =>
  type.is === 'data' ? literalText(type.literal?.node) : undefined;

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
export const classKey = ({ module, info }: ClassRef): string => definedKey(info, module.path);
export const functionKey = ({ module, info }: FunctionRef): string => definedKey(info, module.path);

/** Kept as one text, which is hashed once. */
const definedKey = oncePer((info: Defined['info'], path: string): string => `${path}#${info.def.start}`);

const placeKey = (place: Placed | undefined): string =>
  place ? `${place.module.path}#${place.node.start}` : '';

const givenKey = (given: Given | undefined): string =>
  given ? `${given.options.join()} ${given.open} ${placeKey(given.at)}` : '';

const addedKey = (added: readonly Added[] = [], keyOf: KeyOf<Type>): string =>
  added.map(({ key, depth, types }) => `${key ?? ''} ${depth} ${keyOf(types)}`).join();

/** What tells a type from others of its kind. */
function spell(type: Type, keyOf: KeyOf<Type>): string {
  switch (type.is) {
    case 'client':
      return `${type.cls ? classKey(type.cls) : ''} ${type.likely ?? false} ${type.httpx ?? false} ${givenKey(type.given)}`;
    case 'client-class':
      return `${type.path} ${type.cls ? classKey(type.cls) : ''}`;
    case 'class':
      return classKey(type.cls);
    case 'instance':
      return `${classKey(type.cls)} ${type.exact ?? false}`;
    case 'function':
      return `${functionKey(type.fn)} ${type.self ? keyOf([type.self]) : ''}`;
    case 'lambda':
      return placeKey(type.at);
    case 'module':
      return type.module.path;
    case 'external':
      return type.path;
    case 'made':
      return type.by;
    case 'member':
      return `${type.name} ${type.filled ?? false} ${(type.given ?? []).join()} ${keyOf([type.of])}`;
    case 'data':
      return `${type.kind} ${placeKey(type.literal)} ${type.holds ? keyOf(type.holds) : ''} ${addedKey(type.added, keyOf)} ${type.unwrapped ?? false}`;
    case 'tuple':
      return type.literal
        ? placeKey(type.literal)
        : `${(type.names ?? []).join()} ${type.items.map((item) => keyOf(item)).join(',')}`;
    case 'record':
      return `${type.fields.join()} ${type.defaults.map((item) => keyOf(item)).join(',')}`;
    case 'namespace':
    case 'variable':
      return placeKey(type.at);
    case 'many':
      return type.literal ? placeKey(type.literal) : keyOf(type.of);
    case 'context':
      return keyOf(type.of);
    case 'callable':
      return keyOf(type.returns);
    case 'response':
    case 'cookies':
    case 'headers':
    case 'url':
    case 'request':
      return `${type.library} ${type.likely ?? false} ${type.of ?? ''}`;
    case 'unknown':
      return `${type.because} ${placeKey(type.was)}`;
  }
}
