import { textsOf } from '../../../core/model/values.ts';
import type { Reference } from '../../../core/sites.ts';
import type { Call, Expr, Text } from '../ast/expressions.ts';
import { annotationsIn, quotedIn as quotedTypes } from '../binding/annotations.ts';
import type { Module } from '../binding/module.ts';
import type { Analysis } from '../inference/analysis.ts';
import { memberOf } from '../inference/members.ts';
import { keyword, positional } from '../inference/functions/arguments.ts';
import { importedModule } from '../inference/names/imported.ts';
import type { Types } from '../inference/types.ts';
import { lastName, literalText } from '../names.ts';
import { parsePythonSync } from '../parser.ts';
import { parentExpr } from '../parents.ts';
import { childrenOf, isExpr } from '../walk.ts';
import { toValue } from './values.ts';

/** Names in quoted annotations, each with its text. `roots`: what the names that a file imports stand for. */
export const quotedIn = (
  module: Module,
  roots: ReadonlyMap<string, string>,
): readonly (readonly [Reference, Text])[] =>
  annotationsIn(module)
    .flatMap(quotedTypes)
    .flatMap((text) =>
      mayHold(text, roots) ? inText(module, text, roots).map((one) => [one, text] as const) : [],
    );

const mayHold = ({ value = '' }: Text, roots: ReadonlyMap<string, string>): boolean =>
  [...roots.keys()].some((name) => value.includes(name));

function inText(module: Module, { inside }: Text, roots: ReadonlyMap<string, string>): readonly Reference[] {
  if (!inside) return [];
  const source = module.source.slice(inside.start, inside.end);
  const code = source.trimStart();
  const ast = parsePythonSync(code);
  const [statement] = ast.body;
  if (ast.problem || statement?.kind !== 'expression') return [];
  const offset = inside.start + source.length - code.length;
  return dottedIn(statement.value).flatMap(({ node, name, rest }): Reference[] => {
    const root = module.scope.bindings.has(name) ? roots.get(name) : undefined;
    if (root === undefined) return [];
    const span = { start: offset + node.start, end: offset + node.end };
    const text = code.slice(node.start, node.end);
    return [{ kind: 'reference', ...span, path: `${root}${rest}`, text, as: 'annotation' }];
  });
}

interface Dotted {
  readonly node: Expr;
  readonly name: string;
  /** The attributes, each behind its dot. */
  readonly rest: string;
}

/** The names in an expression, each with the attributes that are read from it. */
function dottedIn(node: Expr): readonly Dotted[] {
  const own = dotted(node);
  return own ? [own] : childrenOf(node).flatMap((child) => (isExpr(child) ? dottedIn(child) : []));
}

function dotted(node: Expr): Dotted | undefined {
  if (node.kind === 'name') return { node, name: node.id, rest: '' };
  const inner = node.kind === 'attribute' ? dotted(node.object) : undefined;
  return inner && node.kind === 'attribute'
    ? { node, name: inner.name, rest: `${inner.rest}.${node.attribute.id}` }
    : undefined;
}

/** Dotted paths in strings that a mock puts something in place of: `patch("requests.Session.get")`. */
export const patchesIn = (
  analysis: Analysis,
  module: Module,
  wanted: readonly string[],
): readonly Reference[] => {
  const words = new Set(wanted.flatMap((path) => path.split('.')));
  return module.calls.flatMap((call): Reference[] => {
    if (!isPatching(module, call)) return [];
    const target = positional(call.args, 0) ?? keyword(call.args, 'target');
    const [text, ...others] = target ? (textsOf(toValue(analysis, { module, node: target })) ?? []) : [];
    if (!target || text === undefined || others.length > 0 || !/^\w+(\.\w+)+$/.test(text)) return [];
    const parts = text.split('.');
    const path = parts.some((part) => words.has(part)) ? pathOf(analysis, module, parts) : undefined;
    if (path === undefined) return [];
    const [replaced] = isMultiple(call)
      ? call.args.flatMap(({ name }) => (name && name.id !== 'target' ? name.id : []))
      : [];
    const whole = replaced === undefined ? path : `${path}.${replaced}`;
    const common = { kind: 'reference', path: whole, text, as: 'patch' } as const;
    const inside = target.kind === 'text' && target.value === text ? target.inside : undefined;
    if (inside) return [{ ...common, start: inside.start, end: inside.end, quoted: true }];
    return [{ ...common, start: target.start, end: target.end, held: true }];
  });
};

/**
 * Loggers of a package, by their names: `logging.getLogger("httpx")`, `caplog.set_level(level, logger="httpx")`, `record.name == "httpx"`, and
 * the first of a tuple that is looked for in `caplog.record_tuples`.
 */
export function loggersIn(
  analysis: Analysis,
  module: Module,
  wanted: readonly string[],
): readonly Reference[] {
  const given = module.calls.flatMap(({ callee, args }) => loggerGiven(lastName(callee), args) ?? []);
  const isAboutLogs = module.mentions.has('caplog') || module.mentions.has('record_tuples');
  const compared = isAboutLogs ? ['name', 'record_tuples'].flatMap((name) => comparedWith(module, name)) : [];
  return [...given, ...compared].flatMap((node): readonly Reference[] => {
    const texts = textsOf(toValue(analysis, { module, node })) ?? [];
    const path = texts.find((text) => wanted.includes(text));
    if (path === undefined) return [];
    const common = { kind: 'reference', path, text: path, as: 'logger' } as const;
    // What is compared may be the name of something else.
    const inside = node.kind === 'text' && !compared.includes(node) ? node.inside : undefined;
    return inside
      ? [{ ...common, start: inside.start, end: inside.end, quoted: true }]
      : [{ ...common, start: node.start, end: node.end, held: true }];
  });
}

function loggerGiven(name: string | undefined, args: Call['args']): Expr | undefined {
  if (name === 'getLogger') return positional(args, 0) ?? keyword(args, 'name');
  const isLevel = name === 'at_level' || name === 'set_level';
  return keyword(args, 'logger') ?? (isLevel ? positional(args, 1) : undefined);
}

/** Strings that attributes of a name are compared with, and the first item of what is, where it is a tuple. */
function comparedWith(module: Module, name: string): readonly Expr[] {
  return (module.mentions.get(name) ?? []).flatMap((node) => {
    const around = node.kind === 'attribute' ? parentExpr(module, node) : undefined;
    const parts = around?.kind === 'comparison' ? around.parts : [];
    return parts.flatMap((one) => {
      const [first] = one.kind === 'tuple' ? one.items : [one];
      return first?.kind === 'text' ? [first] : [];
    });
  });
}

/** `patch`, `mocker.patch`, `patch.multiple`, `patch.dict`, `monkeypatch.setattr` and `delattr`; no function of the project itself. */
const isPatching = (module: Module, { callee }: Call): boolean => {
  if (callee.kind === 'attribute' && ['multiple', 'dict'].includes(callee.attribute.id))
    return lastName(callee.object) === 'patch';
  if (!['patch', 'setattr', 'delattr'].includes(lastName(callee) ?? '')) return false;
  const bindings = callee.kind === 'name' ? module.bindingsOf(callee) : [];
  return !bindings.some(({ origin }) => origin.by === 'function' || origin.by === 'class');
};

const isMultiple = ({ callee }: Call): boolean =>
  callee.kind === 'attribute' && callee.attribute.id === 'multiple';

/** The name outside the project that a path leads to, perhaps through a module of the project that imports it. */
function pathOf(analysis: Analysis, module: Module, parts: readonly string[]): string | undefined {
  const [first = '', ...rest] = parts;
  let types: Types = importedModule(analysis, module, first);
  for (const [index, part] of [...rest, ''].entries()) {
    const [type, ...others] = types;
    if (!type || others.length > 0) return undefined;
    const isLast = index === rest.length;
    if ((type.is === 'client-class' && !type.cls) || (type.is === 'external' && isLast))
      return [type.path, ...rest.slice(index)].join('.');
    if ((type.is !== 'module' && type.is !== 'external') || isLast) return undefined;
    types = memberOf(analysis, module, type, part);
  }
  return undefined;
}

/**
 * The attribute that a call puts something in place of, where an expression is what it is an attribute of:
 * `patch.object(requests.Session, "get")`, `monkeypatch.setattr(requests, "get", fake)`.
 */
export function patchedName(module: Module, node: Expr): string | undefined {
  const parent = parentExpr(module, node);
  if (parent?.kind !== 'call') return undefined;
  const { callee, args } = parent;
  if ((positional(args, 0) ?? keyword(args, 'target')) !== node) return undefined;
  const name = lastName(callee);
  const isOfPatch = callee.kind === 'attribute' && lastName(callee.object) === 'patch';
  if (name === 'multiple' && isOfPatch)
    return args.find((one) => one.name && one.name.id !== 'target')?.name?.id;
  const isObject = name === 'object' && isOfPatch;
  if (!isObject && !['setattr', 'delattr', 'spy'].includes(name ?? '')) return undefined;
  return literalText(positional(args, 1) ?? keyword(args, 'attribute'));
}
