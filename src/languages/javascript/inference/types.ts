import type { Evidence } from '../../../core/model/subjects.ts';
import { isSubject, type CameFrom, type SubjectLike } from '../../kernel/subjects.ts';
import { isNone, type Data, type Unknown } from '../../kernel/types.ts';
import { unionsOf, type KeyOf } from '../../kernel/unions.ts';
import type { AnyFunction, Class, Node, TSDeclareFunction } from '../ast.ts';
import type { Module } from '../binding/module.ts';
import { idOf } from './keys.ts';

export { because, isSubject } from '../../kernel/subjects.ts';
export { data, isNone, none, unknown } from '../../kernel/types.ts';

/** A node with the file it stands in. */
export interface Placed<T = Node> {
  readonly module: Module;
  readonly node: T;
}

export type ClassRef = Placed<Class>;
export type FunctionRef = Placed<AnyFunction | TSDeclareFunction>;

/** One thing an expression may be. A union is a list of them; the empty list is "nothing, as far as is known". */
export type Type =
  | ClientType
  /** `new` makes a client of it. `cls`: the class, where the project defines it. `named`: the name, where nothing else says so. */
  | {
      readonly is: 'client-class';
      readonly cls?: ClassRef;
      readonly derived?: boolean;
      readonly named?: string;
    }
  /** Calling it makes a client. */
  | { readonly is: 'client-factory'; readonly named?: string }
  | SubjectType
  | { readonly is: 'class'; readonly cls: ClassRef }
  | { readonly is: 'instance'; readonly cls: ClassRef }
  /** `filled`: arguments were given to it before, by `bind`. */
  | { readonly is: 'function'; readonly fn: FunctionRef; readonly self?: Type; readonly filled?: true }
  /** Something else that can be called, of which only the result is known. */
  | { readonly is: 'callable'; readonly returns: Types }
  /** A literal, or the function that makes it when it is called with `new`. */
  | { readonly is: 'object'; readonly literal: Placed }
  /** A value of an interface or of an object type: a node with `members`, `body` or `properties`. */
  | { readonly is: 'shape'; readonly at: Placed }
  | { readonly is: 'enumeration'; readonly at: Placed }
  | { readonly is: 'module'; readonly module: Module }
  /** `test`, `describe`, `beforeEach`: what they call back is handed a context, made of these fixtures among others. */
  | { readonly is: 'tests'; readonly fixtures: readonly Placed[]; readonly table?: Table }
  | { readonly is: 'context'; readonly module: Module; readonly fixtures: readonly Placed[] }
  /** A global, a package or something in a package, by its dotted name. */
  | { readonly is: 'external'; readonly path: string }
  /**
   * What a call gives of which no more is known. `by` is the dotted name of something external or, with `of`, the name of
   * a method of such a thing.
   */
  | { readonly is: 'made'; readonly by: string; readonly of?: 'client' | 'response' | 'value' }
  /** A member of something whose members are not known one by one; without a name, one chosen at run time. */
  | { readonly is: 'member'; readonly of: Type; readonly name: string; readonly filled?: true }
  /** `what` is what it is, where the kind says too little. */
  | (Data<Placed> & { readonly what?: string })
  | { readonly is: 'array'; readonly items: readonly Types[]; readonly literal?: Placed }
  /** A collection of alike things. */
  | { readonly is: 'many'; readonly of: Types }
  | Unknown;

export type Types = readonly Type[];

/** What tests are run with: `each` hands out the items of a row one by one, `for` a row and then the context. */
export interface Table extends Placed {
  readonly by: 'each' | 'for';
}

export interface ClientType extends SubjectLike {
  readonly is: 'client';
  /** The class, when the project defines it. */
  readonly cls?: ClassRef;
  /** Whether that class derives from a client, so that what it defines itself stands in place of the client's own. */
  readonly derived?: boolean;
  /** The name of its class or of its factory, where nothing else says that it is a client. */
  readonly named?: string;
}

export interface SubjectType extends CameFrom {
  /** What the project's own class of the client says that it is; what else it has is looked up there. */
  readonly own?: Types;
}

/** The types without what makes them subjects: what the project's own code says of them, where it is in sight. */
export const plainTypes = (types: Types): Types =>
  types.some((type) => isSubject(type) && type.is !== 'client' && type.own)
    ? unite(types.flatMap((type) => (isSubject(type) && type.is !== 'client' && type.own) || [type]))
    : types;

/** Everything it may be is known, and it may be something. */
export const isIdentified = (types: Types): boolean =>
  types.length > 0 && types.every(({ is }) => is !== 'unknown' && is !== 'made' && is !== 'member');

/** Known, and more than what a name holds before it is given its value. */
export const isIdentifiedValue = (types: Types): boolean => isIdentified(types) && !types.every(isNone);

/** What `new` makes of a class of clients. */
export const clientOf = (
  { cls, derived, named }: Extract<Type, { is: 'client-class' }>,
  evidence: Evidence,
): ClientType => ({
  is: 'client',
  because: named !== undefined ? 'named' : derived ? 'subclass' : evidence,
  ...(named !== undefined && { likely: true, named }),
  ...(cls && { cls }),
  ...(derived && { derived }),
});

/** Nodes of one analysis are the same object or not the same place: an analysis opens a file once. */
export const isSamePlace = (a: Placed, b: Placed): boolean => a.node === b.node;

const placeKey = (place: Placed | undefined): string => (place ? `${idOf(place.node)}` : '');

/** The union of types, each once. */
export const { unite } = unionsOf<Type>(spell);

/** What tells a type from others of its kind. */
function spell(type: Type, keyOf: KeyOf<Type>): string {
  switch (type.is) {
    case 'client':
      return `${placeKey(type.cls)} ${type.likely ?? false}`;
    case 'client-class':
      return `${placeKey(type.cls)} ${type.named ?? ''}`;
    case 'class':
    case 'instance':
      return placeKey(type.cls);
    case 'function':
      return `${placeKey(type.fn)} ${type.self ? keyOf([type.self]) : ''} ${type.filled ?? ''}`;
    case 'callable':
      return keyOf(type.returns);
    case 'object':
      return placeKey(type.literal);
    case 'shape':
    case 'enumeration':
      return placeKey(type.at);
    case 'module':
      return type.module.path;
    case 'tests':
      return `${type.fixtures.map(placeKey).join()} ${placeKey(type.table)}`;
    case 'context':
      return `${type.module.path} ${type.fixtures.map(placeKey).join()}`;
    case 'external':
      return type.path;
    case 'made':
      return `${type.of ?? ''} ${type.by}`;
    case 'member':
      return `${type.name} ${keyOf([type.of])} ${type.filled ?? ''}`;
    case 'data':
      return `${type.kind} ${type.what ?? ''} ${placeKey(type.literal)}`;
    case 'array':
      return type.literal ? placeKey(type.literal) : type.items.map((item) => keyOf(item)).join(',');
    case 'many':
      return keyOf(type.of);
    case 'unknown':
      return type.because;
    case 'response':
    case 'cookies':
    case 'headers':
    case 'url':
    case 'request':
      return `${type.likely ?? false} ${type.of ?? ''} ${keyOf(type.own ?? [])}`;
    case 'client-factory':
      return type.named ?? '';
  }
}
