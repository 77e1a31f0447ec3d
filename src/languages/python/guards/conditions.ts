import { eraOfClass, eraOfName, isOldVersion, type Telling } from '../../../clients/eras.ts';
import type { BoolOp, Call, Comparison, Expr } from '../ast/expressions.ts';
import type { Module } from '../binding/module.ts';
import { sourceOf } from '../binding/places.ts';
import type { Analysis } from '../inference/analysis.ts';
import { plainArguments, positional } from '../inference/functions/arguments.ts';
import { isClientOrClass, type Placed, type Type } from '../inference/types.ts';
import { lastName } from '../names.ts';
import { versionReadIn, versionWritten, type VersionRead } from './versions.ts';
import { isFollowed, sourcesOf, type ImportedHere } from './written.ts';

/**
 * What a condition says of the client that the code runs on: whether it is the old one where the condition holds, and where it
 * does not. `of`: the package whose version decides, where one does.
 */
export interface Telltale {
  readonly holds: boolean;
  readonly fails: boolean;
  readonly of?: Telling;
}

/** Whether the statement that a flag is set in runs with the old client alone; asked of the code around it. */
export type PlaceOf = (analysis: Analysis, at: Placed) => 'old' | 'new' | undefined;

const MAX_STEPS = 8;

/** What a condition tells; `undefined`: nothing of clients. */
export function telltaleOf(
  analysis: Analysis,
  at: Placed,
  placeOf: PlaceOf,
  steps = MAX_STEPS,
): Telltale | undefined {
  if (steps === 0) return undefined;
  const { module, node } = at;
  const of = (inner: Expr): Telltale | undefined =>
    telltaleOf(analysis, { module, node: inner }, placeOf, steps - 1);
  switch (node.kind) {
    case 'boolean':
      return joined(node, of);
    case 'comparison':
      return compared(analysis, { module, node }, of);
    case 'walrus':
      return of(node.value);
    case 'other':
      return node.what === 'not' && node.parts[0] ? swapped(of(node.parts[0])) : undefined;
    case 'call':
      return called(analysis, { module, node }, of) ?? behind(analysis, at, placeOf, steps);
    case 'name':
    case 'attribute':
      return behind(analysis, at, placeOf, steps);
    default:
      return undefined;
  }
}

export const swapped = (one: Telltale | undefined): Telltale | undefined =>
  one && { ...one, holds: one.fails, fails: one.holds };

function joined({ operator, left, right }: BoolOp, of: (node: Expr) => Telltale | undefined) {
  const [a, b] = [of(left), of(right)];
  const either = (side: 'holds' | 'fails'): boolean => (a?.[side] ?? false) || (b?.[side] ?? false);
  const both = (side: 'holds' | 'fails'): boolean => (a?.[side] ?? false) && (b?.[side] ?? false);
  const first = a ?? b;
  return (
    first && {
      ...first,
      holds: operator === 'and' ? either('holds') : both('holds'),
      fails: operator === 'and' ? both('fails') : either('fails'),
    }
  );
}

function compared(
  analysis: Analysis,
  { module, node }: Placed<Comparison>,
  of: (node: Expr) => Telltale | undefined,
): Telltale | undefined {
  const [left, right, ...more] = node.parts;
  const [operator = ''] = node.operators;
  if (!left || !right || more.length > 0) return undefined;
  if (operator.startsWith('is') && right.kind === 'none')
    return operator === 'is' ? swapped(of(left)) : of(left);
  if (operator === 'is' || operator === '==') {
    if (right.kind === 'true') return of(left);
    if (right.kind === 'false') return swapped(of(left));
  }
  if (operator.endsWith('in') && left.kind === 'text') {
    const era = isListOfNames(analysis, { module, node: right }) ? eraOfName(left.value ?? '') : undefined;
    return operator === 'in' ? ofEra(era) : swapped(ofEra(era));
  }
  return (
    ofVersion(analysis, { module, node: left }, operator, { module, node: right }) ??
    ofVersion(analysis, { module, node: right }, MIRRORED[operator] ?? '', { module, node: left })
  );
}

const MIRRORED: Readonly<Record<string, string>> = {
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
  '==': '==',
  '!=': '!=',
};

const ofEra = (era: 'old' | 'new' | undefined): Telltale | undefined =>
  era && { holds: era === 'old', fails: era === 'new' };

/** `sys.modules`, the parameters of a function, `dir(client)`. */
function isListOfNames(analysis: Analysis, at: Placed): boolean {
  const texts = [at, ...sourcesOf(analysis, at).written].map(({ module, node }) => sourceOf(module, node));
  return texts.some((text) =>
    /sys\.modules|signature|argspec|co_varnames|__annotations__|__dict__|\b(dir|vars)\(/.test(text),
  );
}

function ofVersion(
  analysis: Analysis,
  version: Placed,
  operator: string,
  bound: Placed,
): Telltale | undefined {
  const read = versionReadIn(analysis, version);
  if (!read) return undefined;
  if (operator !== 'in') {
    const written = versionWritten(analysis, bound, read.component);
    return written && ofBound(read, operator, written);
  }
  const { node, module } = bound;
  const items = node.kind === 'tuple' || node.kind === 'list' || node.kind === 'set' ? node.items : [];
  const isOld = (item: Expr): boolean => {
    const written = versionWritten(analysis, { module, node: item }, read.component);
    return written !== undefined && isOldVersion(read.of, written, 'up-to');
  };
  return { holds: items.length > 0 && items.every(isOld), fails: false, of: read.of };
}

/** `hasattr(client, "follow_redirects")`, `issubclass(TestClient, requests.Session)`, `find_spec("httpx")`. */
function called(
  analysis: Analysis,
  { module, node }: Placed<Call>,
  of: (node: Expr) => Telltale | undefined,
): Telltale | undefined {
  const [first, second] = [positional(node.args, 0), positional(node.args, 1)];
  switch (lastName(node.callee)) {
    case 'bool':
      return first && of(first);
    case 'hasattr':
    case 'getattr':
      return first && second?.kind === 'text' && isOfClients(analysis, { module, node: first })
        ? ofEra(eraOfName(second.value ?? ''))
        : undefined;
    case 'isinstance':
    case 'issubclass': {
      const types = second ? analysis.infer({ module, node: second }) : [];
      return ofEra(types.map((type) => eraOfClass(pathOf(type))).find(Boolean));
    }
    case 'get':
      return node.callee.kind === 'attribute' &&
        first?.kind === 'text' &&
        isListOfNames(analysis, { module, node: node.callee.object })
        ? ofEra(eraOfName(first.value ?? ''))
        : undefined;
    case 'find_spec':
      return first?.kind === 'text' && /^httpx2?$/.test(first.value ?? '') ? ofEra('new') : undefined;
    case 'startswith': {
      if (node.callee.kind !== 'attribute' || !first) return undefined;
      const prefixes = first.kind === 'tuple' ? first : undefined;
      const bound = { module, node: first };
      return ofVersion(analysis, { module, node: node.callee.object }, prefixes ? 'in' : '==', bound);
    }
    default:
      return asked(analysis, { module, node });
  }
}

/** `is_at_least(0, 21)`, of a function that compares a version with what it is given. */
function asked(analysis: Analysis, { module, node }: Placed<Call>): Telltale | undefined {
  for (const type of analysis.infer({ module, node: node.callee })) {
    const { fn } = type.is === 'function' ? type : {};
    const [only, ...others] = fn?.info.returns ?? [];
    const value = only?.value;
    if (!fn || others.length > 0 || value?.kind !== 'comparison' || value.parts.length !== 2) continue;
    const [left, right] = value.parts;
    const [operator = ''] = value.operators;
    const home = fn.module;
    const bound = (side: Expr | undefined): readonly number[] | undefined => {
      const parameter =
        side?.kind === 'name' && fn.info.def.parameters.find(({ name }) => name.id === side.id);
      if (!parameter) return undefined;
      const given = parameter.form === 'args' ? node.args : plainArguments(node.args).slice(0, 1);
      return versionIn(
        analysis,
        module,
        given.map((one) => one.value),
      );
    };
    const [first, second] = [bound(left), bound(right)];
    const read = versionReadIn(analysis, { module: home, node: second ? left! : right! });
    if (read && second) return ofBound(read, operator, second);
    if (read && first) return ofBound(read, MIRRORED[operator] ?? '', first);
  }
  return undefined;
}

/** A version of which the parts are given one by one, or as a whole. */
function versionIn(
  analysis: Analysis,
  module: Module,
  parts: readonly Expr[],
): readonly number[] | undefined {
  const [only, ...others] = parts;
  if (only && others.length === 0) return versionWritten(analysis, { module, node: only });
  const numbers = parts.map((part) => Number(sourceOf(module, part)));
  return numbers.length > 0 && numbers.every(Number.isInteger) ? numbers : undefined;
}

export function ofBound(
  { of }: VersionRead,
  operator: string,
  bound: readonly number[],
): Telltale | undefined {
  switch (operator) {
    case '<':
      return { holds: isOldVersion(of, bound, 'below'), fails: false, of };
    case '<=':
    case '==':
      return { holds: isOldVersion(of, bound, 'up-to'), fails: false, of };
    case '>=':
      return { holds: false, fails: isOldVersion(of, bound, 'below'), of };
    case '>':
    case '!=':
      return { holds: false, fails: isOldVersion(of, bound, 'up-to'), of };
    default:
      return undefined;
  }
}

const pathOf = (type: Type): string =>
  type.is === 'external' || type.is === 'client-class' ? type.path : '';

const isOfClients = (analysis: Analysis, { module, node }: Placed): boolean =>
  /client|session|response|httpx|starlette|fastapi|^r$/i.test(sourceOf(module, node)) ||
  analysis.infer({ module, node }).some(isClientOrClass);

/** What a flag tells that is set elsewhere: by its value, or by the place where it is set. */
function behind(analysis: Analysis, at: Placed, placeOf: PlaceOf, steps: number): Telltale | undefined {
  if (!isFollowed(at.node)) return undefined;
  const { written, imports } = sourcesOf(analysis, at);
  const all = [
    ...written.flatMap((one) => (one.part === undefined ? (flag(analysis, one, placeOf, steps) ?? []) : [])),
    ...imports.flatMap((one) => ofPackage(one) ?? []),
  ];
  const [first] = all;
  if (!first) return undefined;
  const agree = (side: 'holds' | 'fails', other: 'holds' | 'fails'): boolean =>
    all.some((one) => one[side]) && !all.some((one) => one[other]);
  return { ...first, holds: agree('holds', 'fails'), fails: agree('fails', 'holds') };
}

function flag(analysis: Analysis, at: Placed, placeOf: PlaceOf, steps: number): Telltale | undefined {
  const { kind } = at.node;
  if (kind !== 'true' && kind !== 'false' && kind !== 'none')
    return telltaleOf(analysis, at, placeOf, steps - 1);
  const place = placeOf(analysis, at);
  if (place === undefined) return undefined;
  const isTrue = kind === 'true';
  return place === 'old' ? { holds: isTrue, fails: !isTrue } : { holds: !isTrue, fails: isTrue };
}

/** `httpx`, where it is None if the package is not installed. */
function ofPackage({ binding: { origin } }: ImportedHere): Telltale | undefined {
  return origin.by === 'import' && /^httpx2?$/.test(origin.path) ? ofEra('new') : undefined;
}
