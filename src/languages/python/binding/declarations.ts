import type { Span } from '../../../core/text.ts';
import type {
  Attribute,
  Call,
  Comprehension,
  Lambda,
  NameExpr,
  Subscript,
  Yield,
} from '../ast/expressions.ts';
import type { ClassDef, FunctionDef, Return } from '../ast/statements.ts';
import type { Binding, Origin, Scope } from './scope.ts';

export interface FunctionInfo {
  readonly def: FunctionDef;
  readonly scope: Scope;
  /** The class whose body the function stands in. */
  readonly owner: ClassInfo | undefined;
  /** The function around it, if it is nested in one. */
  readonly outer: FunctionInfo | undefined;
  readonly returns: Return[];
  readonly yields: Yield[];
}

export interface ClassInfo {
  readonly def: ClassDef;
  readonly scope: Scope;
  readonly outer: FunctionInfo | undefined;
}

/** `object.attribute = ...`, and the like. */
export interface AttributeStore {
  readonly target: Attribute;
  readonly origin: Origin;
  readonly within: FunctionInfo | undefined;
}

/** `object[index] = ...`, and the like. */
export interface ItemStore {
  readonly target: Subscript;
  readonly origin: Origin;
}

/** What a file declares, before anything is known of the order in which it runs. */
export interface Declarations {
  readonly module: Scope;
  readonly functions: Map<FunctionDef, FunctionInfo>;
  readonly classes: Map<ClassDef, ClassInfo>;
  readonly scopes: Map<Comprehension | Lambda, Scope>;
  /** By the name that is bound; of `import a.b` by the imported module. */
  readonly bindings: Map<Span, Binding>;
  readonly stores: AttributeStore[];
  readonly items: ItemStore[];
  /** Every call, outer ones before those inside. */
  readonly calls: Call[];
  /** Every name and attribute that is read, by its identifier. */
  readonly mentions: Map<string, (NameExpr | Attribute)[]>;
}
