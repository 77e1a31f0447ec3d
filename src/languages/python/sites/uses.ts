import type { SubjectKind } from '../../../core/model/subjects.ts';
import type { Enter, Iteration, Taking, Truth } from '../../../core/sites.ts';
import type { BySubject } from '../../../core/wants.ts';
import type { Call, Expr } from '../ast/expressions.ts';
import type { Module } from '../binding/module.ts';
import type { Analysis } from '../inference/analysis.ts';
import { keyword, plainArguments, positional } from '../inference/functions/arguments.ts';
import type { Recorded } from '../evidence/recorded.ts';
import { subjectInUse } from '../evidence/subjects.ts';
import { CLIENT_METHODS } from '../inference/knowledge.ts';
import { isNone } from '../inference/types.ts';
import { lastName } from '../names.ts';
import { parentOf } from '../parents.ts';
import { iteratedIn, OVER_REST, truthsIn } from '../used.ts';
import { nodesIn, walk, type AnyNode } from '../walk.ts';
import { itemSubjectAt, subjectAt } from './subjects.ts';
import { itemsWritten, siftedBy, spanOf, surroundingsOf, testedEach } from './surroundings.ts';

/** Every subject that is used for its truth: in a condition, in an assertion, as an operand of `not`, `and` or `or`. */
export function findTruths(
  analysis: Analysis,
  module: Module,
  wanted: readonly SubjectKind[],
  recorded?: Recorded,
): readonly Truth[] {
  const each = module.calls.flatMap((call): Truth[] => {
    const given = testedEach(module, call);
    const node = siftedBy(module, call) ?? (given && itemsWritten(given).length === 0 ? given : undefined);
    const subject = node && itemSubjectAt(analysis, module, node, wanted);
    if (!subject) return [];
    return [
      { kind: 'truth', ...spanOf(node), subject, each: true, around: surroundingsOf(analysis, module, node) },
    ];
  });
  const found = placesIn(module, (node) => truthsIn(module, node)).flatMap((node): Truth[] => {
    const known = subjectAt(analysis, module, node, wanted);
    const subject = subjectInUse(analysis, module, node, { known, kinds: wanted, as: '__bool__', recorded });
    if (!subject) return [];
    // Of a None no run shows anything, and what reading does not know may be one.
    const isOptional = !known || analysis.infer({ module, node }).some(isNone);
    const around = surroundingsOf(analysis, module, node);
    return [{ kind: 'truth', ...spanOf(node), subject, ...(isOptional && { optional: true }), around }];
  });
  return [...found, ...each];
}

/** Every subject that is iterated over. */
export const findIterations = (
  analysis: Analysis,
  module: Module,
  wanted: readonly SubjectKind[],
  recorded?: Recorded,
): readonly Iteration[] =>
  placesIn(module, iteratedIn).flatMap((node): Iteration[] => {
    const known = subjectAt(analysis, module, node, wanted);
    const subject = subjectInUse(analysis, module, node, { known, kinds: wanted, as: '__iter__', recorded });
    const members = subject && membersOfItems(module, node);
    return subject ? [{ kind: 'iteration', ...spanOf(node), subject, ...(members && { members }) }] : [];
  });

/** Builtins whose result has the same items. */
const COPYING: ReadonlySet<string> = new Set(['list', 'tuple', 'sorted', 'iter', 'reversed', 'set']);

/** The attributes that are read from the variable of a loop, a comprehension or a function; `undefined` where there is none such. */
function membersOfItems(module: Module, iterable: Expr): readonly string[] | undefined {
  const call = parentOf(module, iterable);
  if (call?.kind === 'call' && call.callee.kind === 'name') return membersThrough(module, call, iterable);
  const loop = parentOf(module, iterable);
  const target = loop && targetOver(loop, iterable);
  return loop && target?.kind === 'name' ? membersRead([loop], target.id) : undefined;
}

/** As above, of the items that a builtin is given: by the function that it calls with them, and of those that it gives. */
function membersThrough(module: Module, call: Call, iterable: Expr): readonly string[] | undefined {
  const { callee, args } = call;
  const name = callee.kind === 'name' ? callee.id : '';
  const first = positional(args, 0);
  const given = OVER_REST.has(name) ? first : keyword(args, 'key');
  const read =
    given?.kind === 'lambda' && given.parameters[0]
      ? membersRead([given.body], given.parameters[0].name.id)
      : undefined;
  if (first !== iterable || !COPYING.has(name)) return read;
  const parent = parentOf(module, call);
  // One item of the copy: `list(client.cookies)[0].name`.
  if (parent?.kind === 'subscript' && parent.object === call) {
    const member = parentOf(module, parent);
    return member?.kind === 'attribute' ? [member.attribute.id] : read;
  }
  const further = membersOfItems(module, call);
  return read || further ? [...(read ?? []), ...(further ?? [])] : undefined;
}

function membersRead(nodes: readonly AnyNode[], id: string): readonly string[] {
  const found = new Set<string>();
  walk(nodes, (node) => {
    if (node.kind === 'attribute' && node.object.kind === 'name' && node.object.id === id)
      found.add(node.attribute.id);
  });
  return [...found];
}

function targetOver(loop: AnyNode, iterable: Expr): Expr | undefined {
  if (loop.kind === 'for') return loop.iterable === iterable ? loop.target : undefined;
  if (!('clauses' in loop)) return undefined;
  return loop.clauses.flatMap((one) =>
    one.kind === 'for' && one.iterable === iterable ? [one.target] : [],
  )[0];
}

/** Every subject that is entered as a context manager. */
export const findEnters = (
  analysis: Analysis,
  module: Module,
  wanted: readonly SubjectKind[],
): readonly Enter[] =>
  placesIn(module, enteredIn).flatMap((node): Enter[] => {
    const subject = subjectAt(analysis, module, node, wanted);
    return subject ? [{ kind: 'enter', ...spanOf(node), subject }] : [];
  });

/** Expressions that may be subjects, among those that `of` picks from each node of a file; each once. */
function placesIn({ ast }: Module, of: (node: AnyNode) => readonly Expr[]): readonly Expr[] {
  const found = new Set<Expr>();
  for (const node of nodesIn(ast.body).all) for (const one of of(node)) if (mayBeSubject(one)) found.add(one);
  return [...found];
}

/** Spares inferring what no subject can be. */
function mayBeSubject({ kind }: Expr): boolean {
  switch (kind) {
    case 'name':
    case 'attribute':
    case 'call':
    case 'subscript':
    case 'await':
    case 'walrus':
    case 'conditional':
      return true;
    default:
      return false;
  }
}

/** Methods of an `ExitStack` and of unittest's test cases. */
const ENTERING = /^enter(_async)?_context$|^enter(Class|Module|Async)?Context$/;

function enteredIn(node: AnyNode): readonly Expr[] {
  if (node.kind === 'with') return node.items.map(({ value }) => value);
  if (node.kind !== 'call' || !ENTERING.test(lastName(node.callee) ?? '')) return [];
  const first = positional(node.args, 0);
  return first ? [first] : [];
}

/** Every subject that is taken as a whole by one of the functions or operators that are asked for. */
export function findTakings(analysis: Analysis, module: Module, wanted: BySubject): readonly Taking[] {
  const takers: ReadonlySet<string> = new Set(Object.values(wanted).flat());
  const kinds = Object.keys(wanted) as SubjectKind[];
  const found: Taking[] = [];
  for (const node of nodesIn(module.ast.body).all)
    for (const [by, one] of takenIn(node)) {
      const subject = takers.has(by) && mayBeSubject(one) && subjectAt(analysis, module, one, kinds);
      if (!subject) continue;
      const around = surroundingsOf(analysis, module, one);
      found.push({ kind: 'taking', ...spanOf(one), subject, by, around });
    }
  return found;
}

/** What a node takes as a whole, each with the name of what takes it. */
function takenIn(node: AnyNode): readonly (readonly [by: string, Expr])[] {
  switch (node.kind) {
    case 'call': {
      const by = lastName(node.callee);
      if (by === undefined) return [];
      const plain = plainArguments(node.args).map(({ value }) => [by, value] as const);
      return [...plain, ...encodedBy(node).map((one) => ['dumps', one] as const)];
    }
    case 'binary':
      return [node.left, node.right].map((one) => [node.operator, one]);
    case 'comparison':
      return node.parts.length === 2 ? node.parts.map((one) => [node.operators[0] ?? '', one]) : [];
    case 'subscript':
      return [['[]', node.object]];
    default:
      return [];
  }
}

/** What is made JSON of within a value: `json.dumps({"url": x})`, `client.post("/", json=[x])`. */
function encodedBy({ callee, args }: Call): readonly Expr[] {
  const name = lastName(callee) ?? '';
  // `default=str` writes what JSON does not know.
  const isPlain = !keyword(args, 'default') && !keyword(args, 'cls');
  const value = name === 'dumps' && isPlain ? positional(args, 0) : undefined;
  const option = callee.kind === 'attribute' && CLIENT_METHODS.has(name) ? keyword(args, 'json') : undefined;
  return [...(value ? within(value) : []), ...(option ? [option, ...within(option)] : [])];
}

/** The values that are written in a dictionary or a list, however deep. */
function within(node: Expr): readonly Expr[] {
  const values =
    node.kind === 'dict'
      ? node.entries.flatMap(({ key, value }) => (key ? [value] : []))
      : node.kind === 'call' && node.callee.kind === 'name' && node.callee.id === 'dict'
        ? node.args.flatMap(({ form, value }) => (form === 'keyword' ? [value] : []))
        : itemsWritten(node);
  return values.flatMap((one) => [one, ...within(one)]);
}
