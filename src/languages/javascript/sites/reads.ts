import type { SubjectKind } from '../../../core/model/subjects.ts';
import type { Read } from '../../../core/sites.ts';
import type { Called } from '../../../core/model/surroundings.ts';
import type { BySubject } from '../../../core/wants.ts';
import { witnessedRead } from '../../kernel/evidence/witnessed.ts';
import {
  isCall,
  isMember,
  keyName,
  memberName,
  spanOf,
  unwrap,
  withoutDefault,
  type AnyCall,
  type AnyMember,
  type Node,
  type ObjectPattern,
} from '../ast.ts';
import type { Module } from '../binding/module.ts';
import { unpackPattern } from '../binding/patterns.ts';
import { outermost } from '../binding/places.ts';
import { seenSubject } from '../evidence/reached.ts';
import type { Recorded } from '../evidence/recorded.ts';
import type { Analysis } from '../inference/analysis.ts';
import { isExpect, matcherOf, type Matcher } from '../responses/expectations.ts';
import type { Types } from '../inference/types.ts';
import { toOptions } from './options.ts';
import { subjectAt, subjectOfTypes } from './subjects.ts';
import { isTarget, surroundingsOf } from './surroundings.ts';
import { toValue } from './values.ts';

/** Every read of a wanted property of a subject: `response.ok`, `response["ok"]`, and the key of a pattern: `const { ok } = response`. */
export function findReads(
  analysis: Analysis,
  module: Module,
  wanted: BySubject,
  recorded?: Recorded,
): readonly Read[] {
  const kindsOf = kindsByName(wanted);
  // Spares looking at a file that has none of the names.
  if (![...kindsOf.keys()].some((name) => module.source.includes(name))) return [];
  return module.nodes.flatMap((node): readonly Read[] => {
    if (node.type === 'ObjectPattern') return readsInPattern(analysis, module, node, { kindsOf, recorded });
    if (isCall(node) && isExpect(node)) return readsExpected(analysis, module, node, kindsOf);
    if (!isMember(node)) return [];
    const name = memberName(node) ?? '';
    const kinds = kindsOf.get(name);
    const read =
      kinds && !isTarget(module, node) && readAt(analysis, module, node, { name, kinds, recorded });
    return read ? [read] : [];
  });
}

/** The kinds of subjects that each name is wanted of. */
export function kindsByName(wanted: BySubject): ReadonlyMap<string, readonly SubjectKind[]> {
  const found = new Map<string, SubjectKind[]>();
  for (const kind of KINDS)
    for (const name of wanted[kind] ?? []) found.set(name, [...(found.get(name) ?? []), kind]);
  return found;
}

const KINDS: readonly SubjectKind[] = ['client', 'response', 'cookies', 'headers', 'url', 'request'];

interface Asked {
  readonly name: string;
  readonly kinds: readonly SubjectKind[];
  readonly recorded: Recorded | undefined;
}

function readAt(
  analysis: Analysis,
  module: Module,
  node: AnyMember,
  { name, kinds, recorded }: Asked,
): Read | undefined {
  const rows = recorded?.reads(spanOf(node));
  const subject =
    subjectAt(analysis, module, node.object, kinds, name) ??
    (rows && seenSubject(analysis, module, node.object, rows, kinds));
  if (!subject) return undefined;
  const call = callOf(module, node);
  const read: Read = {
    kind: 'read',
    ...spanOf(node),
    subject,
    attribute: { ...spanOf(node.property), name },
    ...(call && { called: toCalled(analysis, module, call) }),
    around: surroundingsOf(analysis, module, call ?? node),
  };
  return rows ? witnessedRead(read, rows) : read;
}

/** The call of what an expression reads. */
function callOf(module: Module, node: Node): AnyCall | undefined {
  const outer = outermost(module, node);
  const parent = module.parentOf(outer);
  return parent && isCall(parent) && parent.type !== 'NewExpression' && parent.callee === outer
    ? parent
    : undefined;
}

/** An object literal that is given last is an argument, and its properties are options as well. */
function toCalled(analysis: Analysis, module: Module, call: AnyCall): Called {
  const isSpread = (one: Node): boolean => one.type === 'SpreadElement';
  const last = call.arguments.at(-1);
  const { options, isComplete } = toOptions(analysis, module, last && unwrap(last));
  return {
    ...spanOf(call),
    args: call.arguments.filter((one) => !isSpread(one)).map((node) => toValue(analysis, { module, node })),
    options,
    opaque: !isComplete || call.arguments.some(isSpread),
  };
}

function readsInPattern(
  analysis: Analysis,
  module: Module,
  pattern: ObjectPattern,
  {
    kindsOf,
    recorded,
  }: {
    readonly kindsOf: ReadonlyMap<string, readonly SubjectKind[]>;
    readonly recorded: Recorded | undefined;
  },
): readonly Read[] {
  return pattern.properties.flatMap((property): readonly Read[] => {
    if (property.type === 'RestElement') return [];
    const name = keyName(property.key, property.computed) ?? '';
    const kinds = kindsOf.get(name);
    if (!kinds) return [];
    const value = valueOf(module, pattern);
    const rows = recorded?.reads(spanOf(property));
    const subject = value
      ? (subjectAt(analysis, module, value, kinds, name) ??
        (rows && seenSubject(analysis, module, value, rows, kinds)))
      : subjectOfTypes(
          analysis,
          module,
          spanOf(pattern),
          typesOf(analysis, module, withoutDefault(property.value)),
          kinds,
          name,
        );
    const attribute = { ...spanOf(property.key), name };
    if (!subject) return [];
    const read: Read = { kind: 'read', ...spanOf(property), subject, attribute, around: {} };
    return [rows ? witnessedRead(read, rows) : read];
  });
}

/** `expect(response).toMatchObject({ ok: true })`, `expect(response).toHaveProperty('ok', true)`. */
function readsExpected(
  analysis: Analysis,
  module: Module,
  expect: AnyCall,
  kindsOf: ReadonlyMap<string, readonly SubjectKind[]>,
): readonly Read[] {
  const matcher = matcherOf(module, expect);
  const [object] = expect.arguments;
  if (!matcher || !object) return [];
  return propertiesIn(matcher).flatMap(({ name, key, value }): readonly Read[] => {
    const kinds = kindsOf.get(name);
    const subject = kinds && subjectAt(analysis, module, object, kinds, name);
    if (!subject) return [];
    const expected = value ? toValue(analysis, { module, node: value }) : 'any';
    return [
      { kind: 'read', ...spanOf(key), subject, attribute: { ...spanOf(key), name }, around: {}, expected },
    ];
  });
}

/** A property that a matcher expects, and what its value is to be, where it says so. */
interface Expected {
  readonly name: string;
  readonly key: Node;
  readonly value?: Node;
}

function propertiesIn({ name, args, denied }: Matcher): readonly Expected[] {
  const [first, second] = args;
  if (name === 'toHaveProperty')
    return first?.type === 'StringLiteral' && (second !== undefined || !denied)
      ? [{ name: first.value, key: first, ...(second && { value: second }) }]
      : [];
  const object = name === 'toMatchObject' && first ? unwrap(first) : undefined;
  if (object?.type !== 'ObjectExpression') return [];
  return object.properties.flatMap((one) =>
    one.type === 'ObjectProperty'
      ? [{ name: keyName(one.key, one.computed) ?? '', key: one.key, value: one.value }]
      : [],
  );
}

/** The expression that a pattern takes apart, where there is one. */
function valueOf(module: Module, pattern: ObjectPattern): Node | undefined {
  const parent = module.parentOf(pattern);
  if (parent?.type === 'VariableDeclarator' && parent.id === pattern) return parent.init ?? undefined;
  return parent?.type === 'AssignmentExpression' && parent.left === pattern ? parent.right : undefined;
}

/** What a pattern takes apart may be; `part`: what one of its keys is bound to. */
function typesOf(analysis: Analysis, module: Module, part: Node): Types {
  const [bound] = unpackPattern(part).bound;
  const binding =
    bound && module.variableOf(bound.target)?.bindings.find(({ target }) => target === bound.target);
  if (!binding || !('path' in binding.origin)) return [];
  const { origin } = binding;
  const path = origin.path.slice(0, origin.path.length - bound.path.length - 1);
  const { annotation: typed, ...rest } = binding;
  const annotation = typed && { ...typed, path: typed.path.slice(0, path.length) };
  // The binding of the whole, of which the pattern takes a part.
  return analysis.inferBinding(module, {
    ...rest,
    origin: { ...origin, path },
    ...(annotation && { annotation }),
  });
}
