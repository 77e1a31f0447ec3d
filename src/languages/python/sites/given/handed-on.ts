import type { Argument, Call, Expr } from '../../ast/expressions.ts';
import type { Module } from '../../binding/module.ts';
import { sourceOf } from '../../binding/places.ts';
import type { Analysis } from '../../inference/analysis.ts';
import { keyword, plainArguments, positional } from '../../inference/functions/arguments.ts';
import { CLIENT_METHODS, passesOn } from '../../inference/knowledge.ts';
import { canonical, lastName } from '../../names.ts';

/** A method that a call is given, and the arguments that it will be called with. */
export interface HandedOn {
  readonly method: Expr;
  readonly plain: readonly Expr[];
  readonly options: readonly Argument[];
  /** Mappings of options. */
  readonly spreads: readonly Expr[];
  /** Why there may be other arguments. */
  readonly hidden?: string;
}

/** Functions that call what stands at an index with the positional arguments behind it. */
const POSITIONAL: ReadonlyMap<string, number> = new Map([
  ['run_sync', 0],
  ['call_soon', 0],
  ['call_soon_threadsafe', 0],
  ['run_in_executor', 1],
  ['call_later', 1],
  ['call_at', 1],
]);

/** And with those given by name as well. */
const EXPECTING: ReadonlyMap<string, number> = new Map([
  ['raises', 1],
  ['warns', 1],
  ['assertRaises', 1],
  ['assertWarns', 1],
  ['assertRaisesRegex', 2],
  ['assertWarnsRegex', 2],
]);

/** Functions that are given the arguments as a tuple and a dictionary, under these names or at these indices. */
interface Packed {
  readonly method: readonly [name: string, index: number];
  readonly args: readonly [name: string, index: number];
  readonly options: readonly [name: string, index: number];
}
const PACKED: ReadonlyMap<string, Packed> = new Map([
  ['Thread', { method: ['target', 1], args: ['args', 3], options: ['kwargs', 4] }],
  ['Process', { method: ['target', 1], args: ['args', 3], options: ['kwargs', 4] }],
  ['Timer', { method: ['function', 1], args: ['args', 2], options: ['kwargs', 3] }],
  ['pedantic', { method: ['target', 0], args: ['args', 1], options: ['kwargs', 2] }],
  ['apply_async', { method: ['func', 0], args: ['args', 1], options: ['kwds', 2] }],
  ['retry_call', { method: ['f', 0], args: ['fargs', 1], options: ['fkwargs', 2] }],
]);

/** The method that a call hands on; undefined where it is none, or where it is called by a function of the project. */
export function handedOn(
  analysis: Analysis,
  module: Module,
  call: Call,
  options: ReadonlySet<string>,
): HandedOn | undefined {
  const name = lastName(call.callee) ?? '';
  if (passesOn(name) || call.args.length === 0) return undefined;
  const plain = plainArguments(call.args);
  const from = POSITIONAL.get(name);
  if (from !== undefined) return byPosition(name, behind(plain, from, []));
  const expecting = EXPECTING.get(name);
  if (expecting !== undefined)
    return isThereToFail(module, call) ? undefined : behind(plain, expecting, namedIn(call));
  const packed = PACKED.get(name);
  if (packed) return unpacked(call, packed);
  if (/^(?:map|imap|imap_unordered|starmap)$/.test(name)) return mapped(name, plain);
  return guessed(analysis, module, call, options);
}

const namedIn = ({ args }: Call): readonly Argument[] => args.filter(({ form }) => form === 'keyword');

function behind(
  plain: readonly Argument[],
  index: number,
  options: readonly Argument[],
): HandedOn | undefined {
  const [method, ...rest] = plain.slice(index).map(({ value }) => value);
  return method && { method, plain: rest, options, spreads: [] };
}

const byPosition = (name: string, given: HandedOn | undefined): HandedOn | undefined =>
  given && given.plain.length > 1
    ? {
        ...given,
        plain: [],
        hidden: `\`${name}\` passes on positional arguments alone: give it a \`functools.partial\``,
      }
    : given;

/** `pytest.raises(TypeError, client.delete, ...)` is about just that error. */
const isThereToFail = (module: Module, { args }: Call): boolean =>
  /\b(?:TypeError|Exception|BaseException|\w*Warning)\b/.test(args[0] ? sourceOf(module, args[0].value) : '');

function unpacked({ args }: Call, packed: Packed): HandedOn | undefined {
  const given = ([name, index]: Packed['args']): Expr | undefined =>
    keyword(args, name) ?? positional(args, index);
  const method = given(packed.method);
  if (!method) return undefined;
  const [items, options] = [given(packed.args), given(packed.options)];
  const isWritten = items?.kind === 'tuple' || items?.kind === 'list';
  return {
    method,
    plain: isWritten ? items.items.filter(({ kind }) => kind !== 'starred') : [],
    options: [],
    spreads: options ? [options] : [],
    ...(items && !isWritten && { hidden: 'its positional arguments are not written here' }),
  };
}

/** One list gives a URL to each call; with more of them bodies are given by position. */
function mapped(name: string, plain: readonly Argument[]): HandedOn | undefined {
  const [method, ...lists] = plain.map(({ value }) => value);
  if (!method || lists.length === 0) return undefined;
  const isPlain = name !== 'starmap' && lists.length === 1;
  return {
    ...{ method, plain: [], options: [], spreads: [] },
    ...(!isPlain && { hidden: `\`${name}\` gives the method what is in its lists, by position` }),
  };
}

/** A function out of sight that is given a method and what looks like the arguments of its call. */
function guessed(
  analysis: Analysis,
  module: Module,
  call: Call,
  options: ReadonlySet<string>,
): HandedOn | undefined {
  const plain = plainArguments(call.args).map(({ value }) => value);
  const index = plain.findIndex(isMethod);
  const method = plain[index];
  if (!method) return undefined;
  const next = plain[index + 1];
  const isUrl = next?.kind === 'text' && /^(?:\/|https?:)/.test(next.value ?? '');
  const isOption = call.args.some(({ name }) => name && options.has(canonical(name.id)));
  if ((!isUrl && !isOption) || !isOutOfSight(analysis, module, call)) return undefined;
  const hidden = `\`${sourceOf(module, call.callee)}\` is given the method, and may call it with other arguments`;
  return { method, plain: [], options: [], spreads: [], hidden };
}

const isMethod = (node: Expr): boolean => node.kind === 'attribute' && CLIENT_METHODS.has(node.attribute.id);

/** Builtins are known: none but `map` calls what it is given with such arguments. */
const isOutOfSight = (analysis: Analysis, module: Module, { callee }: Call): boolean =>
  analysis
    .infer({ module, node: callee })
    .every((type) =>
      type.is === 'external'
        ? !type.path.startsWith('builtins.')
        : type.is === 'unknown' || type.is === 'made' || type.is === 'member',
    );
