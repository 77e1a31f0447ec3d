import type { Argument, Call } from '../../ast/expressions.ts';
import type { Module } from '../../binding/module.ts';
import { lastName } from '../../names.ts';
import type { Analysis } from '../analysis.ts';
import { decoratorOf, isBound } from '../functions/decorators.ts';
import { CLIENT_METHODS } from '../knowledge.ts';
import { isSubject, type FunctionRef, type Type } from '../types.ts';
import { ADDING, type Change } from './change.ts';
import { COPIED } from './search.ts';

/** What a call may do to a collection that it is given. */
export type Fate =
  | { readonly is: 'change'; readonly change: Change }
  /** It is an item of what the method is called on, from now on. */
  | { readonly is: 'held' }
  /** The call gives the collection itself, or something that holds it or what it holds; `more` levels above it. */
  | { readonly is: 'given-back'; readonly more: number }
  | {
      readonly is: 'parameter';
      readonly fn: FunctionRef;
      readonly argument: Argument;
      readonly bound: boolean;
    };

/** What a call does to one of its arguments; nothing where it is known not to change it. */
export function fatesOf(analysis: Analysis, module: Module, call: Call, argument: Argument): readonly Fate[] {
  const { callee } = call;
  const name = lastName(callee) ?? '';
  if (callee.kind === 'attribute') {
    const option = argument.name?.id ?? '';
    if (CLIENT_METHODS.has(name) && (OPTIONS.has(option) || isStepOfClient(analysis, module, call)))
      return [];
    if (HOLDING.has(name)) return [{ is: 'held' }];
    if (ADDING.has(name) && !isOfBuiltin(analysis, module, call)) return [];
  }
  const writes = writtenBy(analysis, module, call, argument);
  if (writes) return writes;
  const types = analysis.infer({ module, node: callee });
  if (types.length === 0) return [escape(module, name)];
  return types.flatMap((type) => fatesIn(analysis, type, module, name, argument));
}

/** Methods that make what they are given an item of something. */
const HOLDING: ReadonlySet<string> = new Set(['append', 'appendleft', 'add', 'insert']);

/** Options that a client, or one that is like it, only reads. */
const OPTIONS: ReadonlySet<string> = new Set([
  'json',
  'data',
  'params',
  'headers',
  'cookies',
  'files',
  'content',
]);

const isStepOfClient = (analysis: Analysis, module: Module, { callee }: Call): boolean =>
  callee.kind === 'attribute' &&
  analysis
    .infer({ module, node: callee.object })
    .some((type) => isSubject(type) || type.is === 'client-class');

/** `dict.update(form, ...)`. */
const isOfBuiltin = (analysis: Analysis, module: Module, { callee }: Call): boolean =>
  callee.kind === 'attribute' &&
  callee.object.kind === 'name' &&
  /^(dict|list|set|operator|OrderedDict|UserDict)$/.test(callee.object.id) &&
  analysis.infer({ module, node: callee.object }).every(({ is }) => is === 'external');

/** Functions and methods that write into their first argument, by the method that does the same. */
const WRITING: ReadonlyMap<string, string> = new Map([
  ['setitem', '__setitem__'],
  ['heappush', 'append'],
  ['heappushpop', 'append'],
  ['insort', 'append'],
  ['insort_left', 'append'],
  ['insort_right', 'append'],
]);

/** `monkeypatch.setitem(form, key, value)`, `patch.dict(form, ...)`, `dict.update(form, ...)`. */
function writtenBy(
  analysis: Analysis,
  module: Module,
  call: Call,
  argument: Argument,
): readonly Fate[] | undefined {
  const name = lastName(call.callee) ?? '';
  const isOwn = isOfBuiltin(analysis, module, call) && ADDING.has(name);
  const isPatch =
    call.callee.kind === 'attribute' && name === 'dict' && lastName(call.callee.object) === 'patch';
  const method = isPatch ? 'update' : isOwn ? name : WRITING.get(name);
  if (method === undefined) return undefined;
  if (call.args[0] !== argument) return isPatch || method.startsWith('__') ? [] : undefined;
  const args = call.args.slice(1).filter((one) => one.name?.id !== 'clear');
  return [{ is: 'change', change: { module, by: 'method', method, call: { ...call, args } } }];
}

function fatesIn(
  analysis: Analysis,
  type: Type,
  module: Module,
  name: string,
  argument: Argument,
): readonly Fate[] {
  switch (type.is) {
    case 'function': {
      const { fn } = type;
      if (decoratorOf(analysis, fn) !== undefined) return [escape(module, name)];
      return [{ is: 'parameter', fn, argument, bound: isBound(type) }];
    }
    case 'class':
    case 'instance': {
      const special = type.is === 'class' ? '__init__' : '__call__';
      const methods = analysis.classMemberOf(type.cls, special, { is: 'instance', cls: type.cls }) ?? [];
      const found = methods.flatMap((one) => (one.is === 'function' ? [one.fn] : []));
      return found.length > 0
        ? found.map((fn): Fate => ({ is: 'parameter', fn, argument, bound: true }))
        : [escape(module, name)];
    }
    case 'external':
      if (GIVING_BACK.test(type.path)) return [{ is: 'given-back', more: 0 }];
      if (COPYING.test(type.path)) return [{ is: 'given-back', more: COPIED }];
      if (PAIRING.test(type.path)) return [{ is: 'given-back', more: 1 }];
      return HARMLESS.test(type.path) ? [] : unseen(module, name);
    case 'member':
      return isSubject(type.of) || type.of.is === 'data' || type.of.is === 'many' ? [] : unseen(module, name);
    case 'client-class':
      return [];
    default:
      return unseen(module, name);
  }
}

/** Functions that give the collection itself, or something that writes into it. */
const GIVING_BACK = /^(collections\.ChainMap|typing\.cast|typing_extensions\.cast|builtins\.iter)$/;

/** Functions that give a collection with the same items. */
const COPYING =
  /^(builtins\.(list|tuple|set|frozenset|dict|sorted|reversed)|copy\.copy|itertools\.(islice|chain|cycle)|collections\.(deque|OrderedDict))$/;

/** Functions that give the items in tuples. */
const PAIRING = /^(builtins\.(zip|enumerate)|itertools\.(zip_longest|product|permutations|combinations))$/;

/** Functions and classes outside the project that are known to leave their arguments alone, or to copy them. */
const HARMLESS = new RegExp(
  `^(builtins\\.(?!setattr|map|filter|exec|eval|vars)\\w+|${[
    'json|ujson|orjson|simplejson|rapidjson|yaml|toml|tomli_w|copy|pprint|urllib|logging|hashlib|hmac|base64|os|re',
    'itertools|pytest|warnings|string|random|typing|typing_extensions|math|statistics|datetime|time|uuid|jwt|jose',
    'msgpack|pickle|csv|io|pathlib|html|xml|textwrap|types|collections|requests|httpx|fastapi|starlette|pydantic',
    'enum|decimal|fractions|numbers|secrets|gzip|zlib|deepdiff|dirty_equals|hypothesis|faker',
  ].join('|')})(\\.|$)`,
);

/** A call of something out of sight; an assertion and a log line read what they are given. */
const unseen = (module: Module, name: string): readonly Fate[] =>
  /^_?assert|^(debug|info|warning|warn|error|exception|critical|log|len|print)$/i.test(name)
    ? []
    : [escape(module, name)];

const escape = (module: Module, name: string): Fate => ({
  is: 'change',
  change: {
    module,
    by: 'escape',
    because:
      name === ''
        ? 'it is passed to a call that may change it'
        : `it is passed to \`${name}\`, which may change it`,
  },
});
