import { addAll } from '../../../core/group.ts';
import { oncePer } from '../../kernel/once.ts';
import type { Call, Expr, Lambda, Parameter } from '../ast/expressions.ts';
import type { FunctionDef, Stmt } from '../ast/statements.ts';
import type { Module } from '../binding/module.ts';
import { functionAround } from '../binding/places.ts';
import { lastName } from '../names.ts';
import { isExpr, nodesIn } from '../walk.ts';
import {
  attributePlace,
  leavesOf,
  nameOf,
  namesInText,
  placesInAnnotation,
  PLAIN,
  targetPlace,
  textPlace,
  type Place,
} from './leaves.ts';

/** Where one of some places holds something, so may others. */
export interface Flow {
  readonly from: readonly Place[];
  readonly to: readonly Place[];
  /** Functions and classes that are given it. */
  readonly given: readonly Place[];
}

/** What places of a file hand to each other, told by its syntax alone. */
export interface Flows {
  readonly all: readonly Flow[];
  /** The parameters of each function, and of all methods of each class, by the place of the function or class. */
  readonly parameters: ReadonlyMap<Place, readonly Place[]>;
}

/** `isWhole`: attributes count that are plain data of a response everywhere else. */
export const flowsIn = (module: Module, isWhole: boolean): Flows => (isWhole ? wholeOf : prunedOf)(module);

const prunedOf = oncePer((module: Module) => readFlows(module, (name) => PLAIN.has(name)));
const wholeOf = oncePer((module: Module) => readFlows(module, () => false));

function readFlows(module: Module, isPlain: (attribute: string) => boolean): Flows {
  const all: Flow[] = [];
  const parameters = new Map<Place, Place[]>();
  const cx: Context = {
    module,
    leaves: (node) => (node ? leavesOf(module, node, isPlain) : []),
    put(from, to, given = []) {
      if (from.length > 0 && to.length + given.length > 0) all.push({ from, to, given });
    },
    take(place, more) {
      const known = parameters.get(place);
      if (known) addAll(known, more);
      else parameters.set(place, [...more]);
    },
  };
  for (const node of nodesIn(module.ast.body).all)
    if (isExpr(node)) readExpression(node, cx);
    else readStatement(node, cx);
  return { all, parameters };
}

interface Context {
  readonly module: Module;
  readonly leaves: (node: Expr | undefined) => readonly Place[];
  readonly put: (from: readonly Place[], to: readonly Place[], given?: readonly Place[]) => void;
  /** Adds parameters of a function or a class. */
  readonly take: (place: Place, parameters: readonly Place[]) => void;
}

function readExpression(node: Expr, cx: Context): void {
  const { module, leaves, put } = cx;
  switch (node.kind) {
    case 'call':
      return readCall(node, cx);
    case 'walrus':
      return put(leaves(node.value), [targetPlace(module, node.target)]);
    case 'lambda':
      return readParameters(node, cx);
    case 'yield':
      return putReturned(node, cx);
    case 'list-comprehension':
    case 'set-comprehension':
    case 'dict-comprehension':
    case 'generator':
      for (const clause of node.clauses)
        if (clause.kind === 'for') put(leaves(clause.iterable), targetsOf(module, clause.target));
      return;
    default:
  }
}

function readCall({ callee, args }: Call, { leaves, put }: Context): void {
  const given = args.flatMap(({ value }) => leaves(value));
  for (const { name, value } of args)
    if (name) put(leaves(value), [attributePlace(name.id), textPlace(name.id)]);
  // What it is given may be kept by what the method is of, or by what a text names.
  const keeper = callee.kind === 'attribute' ? leaves(callee.object).filter(isFree) : [];
  const texts = PUTS.test(lastName(callee) ?? '') ? args.flatMap(({ value }) => textsOf(value)) : [];
  put(
    given,
    [...keeper, ...texts.flatMap((one) => [one, attributePlace(one), textPlace(one)])],
    [...leaves(callee).filter(isFree), ...given],
  );
}

/** What puts something in the place of what a text names, or under a key. */
export const PUTS = /^(?:__setattr__|setattr|setitem|setdefault|patch|object|multiple|dict)$/;

const textsOf = (node: Expr): readonly string[] =>
  node.kind === 'text' && node.value !== undefined ? namesInText(node.value) : [];

/** The object that a method is of holds much, of which a place is not told. */
const isFree = (place: Place): boolean => !/^(?:self|cls)(?:#|$)/.test(place);

function putReturned(
  node: { readonly start: number; readonly end: number; readonly value?: Expr },
  cx: Context,
): void {
  const within = functionAround(cx.module, node);
  if (within) cx.put(cx.leaves(node.value), [targetPlace(cx.module, within.def.name)]);
}

function readStatement(node: Stmt, cx: Context): void {
  const { module, leaves, put } = cx;
  const targets = (target: Expr): readonly Place[] => targetsOf(module, target);
  switch (node.kind) {
    case 'assign': {
      const to = node.targets.flatMap(targets);
      put([...leaves(node.value), ...annotated(node.annotation, cx)], to);
      if (node.value?.kind === 'lambda')
        for (const place of to)
          cx.take(
            place,
            node.value.parameters.map(({ name }) => targetPlace(module, name)),
          );
      return;
    }
    case 'augmented':
      return put(leaves(node.value), targets(node.target));
    case 'for':
      return put(leaves(node.iterable), targets(node.target));
    case 'with':
      for (const { value, target } of node.items) if (target) put(leaves(value), targets(target));
      return;
    case 'match':
      return put(
        leaves(node.subject),
        node.cases.flatMap(({ captures }) => captures.map((one) => targetPlace(module, one))),
      );
    case 'try':
      for (const { type, name } of node.handlers)
        if (type && name) put(leaves(type), [targetPlace(module, name)]);
      return;
    case 'return':
      return putReturned(node, cx);
    case 'function':
      return readFunction(node, cx);
    case 'class': {
      const bases = node.bases.flatMap(({ value }) => leaves(value));
      return put(bases, [targetPlace(module, node.name)], bases);
    }
    case 'import-from':
      for (const { name, alias } of node.names)
        if (alias) put([name.id, attributePlace(name.id)], [targetPlace(module, alias)]);
      return;
    default:
  }
}

const annotated = (annotation: Expr | undefined, { module }: Context): readonly Place[] =>
  annotation ? placesInAnnotation(module, annotation) : [];

function readFunction(node: FunctionDef, cx: Context): void {
  const { module, leaves, put, take } = cx;
  const place = targetPlace(module, node.name);
  put(annotated(node.returns, cx), [place]);
  readParameters(node, cx);
  const owner = module.functions.get(node)?.owner;
  const own = node.parameters.map(({ name }) => targetPlace(module, name));
  // `@fixture(name="api")`, and whatever a decorator does with it.
  const marks = node.decorators.flatMap(leaves);
  put(marks, [place]);
  const texts = node.decorators.flatMap(textsIn);
  put([place, ...own], texts.map(textPlace), marks);
  // `@parametrize("client", [...])`
  put(
    marks,
    own.filter((one) => texts.includes(nameOf(one))),
  );
  take(place, own);
  if (!owner) return;
  const around = targetPlace(module, owner.def.name);
  take(around, own);
  // The class of a special method may be all that is named: `with helper:`, `helper()`.
  if (/^__\w+__$/.test(node.name.id)) put([place], [around]);
}

/** The names in texts that a decorator is given. */
export const textsIn = (decorator: Expr): readonly string[] =>
  decorator.kind === 'call' ? decorator.args.flatMap(({ value }) => textsOf(value)) : [];

function readParameters(
  { parameters }: Lambda | { readonly parameters: readonly Parameter[] },
  cx: Context,
): void {
  for (const { name, annotation, default: value } of parameters)
    cx.put([...cx.leaves(value), ...annotated(annotation, cx)], [targetPlace(cx.module, name)]);
}

/** The places that an assignment to a target gives something: of an attribute its own, of an item all that lead to it. */
export function targetsOf(module: Module, node: Expr): readonly Place[] {
  switch (node.kind) {
    case 'name':
      return [targetPlace(module, node)];
    case 'attribute':
      return [attributePlace(node.attribute.id)];
    case 'subscript':
      return leavesOf(module, node, () => false).filter(isFree);
    case 'list':
    case 'tuple':
      return node.items.flatMap((item) => targetsOf(module, item));
    case 'starred':
      return targetsOf(module, node.value);
    default:
      return [];
  }
}
