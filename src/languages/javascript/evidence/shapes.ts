import { linesOf } from '../../../core/lines.ts';
import type { Place } from '../../../core/model/recorded.ts';
import type { Span } from '../../../core/text.ts';
import type { CallShape, ReadShape, ValueShape, Written } from '../../kernel/evidence/resolver.ts';
import { oncePer } from '../../kernel/once.ts';
import {
  isCall,
  isMember,
  keyName,
  memberName,
  spanOf,
  typeArgumentsOf,
  unwrap,
  withoutDefault,
  type AnyCall,
  type AnyMember,
  type Node,
} from '../ast.ts';
import type { Module } from '../binding/module.ts';
import { isClientMethod, optionsIndex } from '../inference/clients.ts';

/**
 * Where V8 says that something ran: one position, and no end. A call of `a.b(c)` is at `b`, one of `a[b](c)`, `a.b?.(c)` and of `a.delete(c)`
 * at the parenthesis, `f(c)` and `new F(c)` where they begin. A frame that awaits is at `await`. A read of `a.b` is at `b`, one of `a[b]`
 * at the bracket, of `a?.b` at the question mark; in a pattern it is at the key, or at what the key is bound to. Run on Node 20 to 26.
 */
export interface Shapes<Shape extends Written> {
  readonly all: readonly Shape[];
  /** The place as it is written, with its end; `undefined` where nothing begins there. */
  at(place: Place): Shape | undefined;
}

/** Every call of a file. */
export const callShapes = oncePer((module: Module): Shapes<CallShape> => {
  const write = writerOf(module);
  const shapes = module.calls.map((call) => ({ ...write(spanOf(call)), ...argumentsOf(call) }));
  const known = module.calls.map((call, index) => [shapes[index]!, positionsOf(module, call)] as const);
  const byCall = new Map(module.calls.map((call, index) => [call, shapes[index]!]));
  const awaited = module.nodes.flatMap((node) => {
    const call = node.type === 'AwaitExpression' ? unwrap(node.argument) : undefined;
    const shape = call && isCall(call) ? byCall.get(call) : undefined;
    return shape ? [[shape, [spanOf(node).start]] as const] : [];
  });
  return shapesBy(module, shapes, [...known, ...awaited]);
});

/** Every property that a file reads. */
export const readShapes = oncePer((module: Module): Shapes<ReadShape> => {
  const write = writerOf(module);
  const found = module.nodes.flatMap((node): readonly (readonly [ReadShape, readonly number[]])[] => {
    if (isMember(node)) {
      const name = memberName(node);
      return name === undefined
        ? []
        : [[{ ...write(spanOf(node)), name }, positionsOfRead(module, node)] as const];
    }
    if (node.type !== 'ObjectPattern') return [];
    return node.properties.flatMap((property) => {
      if (property.type === 'RestElement') return [];
      const name = keyName(property.key, property.computed);
      const value = spanOf(withoutDefault(property.value));
      return name === undefined
        ? []
        : [[{ ...write(spanOf(property)), name }, [spanOf(property.key).start, value.start]] as const];
    });
  });
  return shapesBy(
    module,
    found.map(([shape]) => shape),
    found,
  );
});

/** The shapes by the places that they may be told to be at; of two at the same place none is told. */
function shapesBy<Shape extends Written>(
  { source }: Module,
  all: readonly Shape[],
  positions: readonly (readonly [Shape, readonly number[]])[],
): Shapes<Shape> {
  const lines = linesOf(source);
  const byOffset = new Map<number, Shape | undefined>();
  for (const [shape, offsets] of positions)
    for (const offset of new Set(offsets)) {
      const isTaken = byOffset.has(offset) && byOffset.get(offset) !== shape;
      byOffset.set(offset, isTaken ? undefined : shape);
    }
  return {
    all,
    at: ({ line, column }) => (column === undefined ? undefined : byOffset.get(lines.start(line) + column)),
  };
}

function positionsOf({ source }: Module, call: AnyCall): readonly number[] {
  if (call.type === 'NewExpression') return [spanOf(call).start];
  const { callee } = call;
  const plain = unwrap(callee);
  const { end } = spanOf(typeArgumentsOf(call).at(-1) ?? callee);
  const opening = source.indexOf('(', end);
  const behind = [spanOf(callee).end, ...(opening < spanOf(call).end ? [opening] : [])];
  if (isMember(plain)) return [...(plain.computed ? [] : [spanOf(plain.property).start]), ...behind];
  const isNamed = ['Identifier', 'Super', 'Import'].includes(plain.type);
  return isNamed ? [spanOf(plain).start, ...behind] : behind;
}

/** Also those of a call of what is read: it is the call that finds out who reads a method. */
function positionsOfRead(module: Module, member: AnyMember): readonly number[] {
  const { object, property, computed } = member;
  const { end } = spanOf(object);
  const start = module.source.slice(end, spanOf(property).start);
  const sign = /\?\.|\[/.exec(start);
  const parent = module.parentOf(member);
  const called = parent && isCall(parent) && parent.callee === member ? positionsOf(module, parent) : [];
  return [...(computed ? [] : [spanOf(property).start]), ...(sign ? [end + sign.index] : []), ...called];
}

function argumentsOf(call: AnyCall): Omit<CallShape, keyof Written> {
  const { arguments: args } = call;
  const callee = unwrap(call.callee);
  const name = isMember(callee) ? memberName(callee) : undefined;
  const splat = args.findIndex(({ type }) => type === 'SpreadElement');
  const last = args.at(-1);
  const index = args.length - 1;
  // A method in a name or chosen at run time may take its options behind the URL or behind the method and the URL.
  const isKnown = name !== undefined && isClientMethod(name);
  const mayHold = last !== undefined && splat < 0 && (isKnown ? index === optionsIndex(name) : index > 0);
  const literal = mayHold ? unwrap(last) : undefined;
  const plain = (splat < 0 ? args : args.slice(0, splat)).slice(0, mayHold ? -1 : undefined);
  const values = plain.map((node, at): ValueShape => ({ at, ...spanOf(node) }));
  const named = literal?.type === 'ObjectExpression' ? optionsIn(literal) : undefined;
  return {
    ...(name !== undefined && { name }),
    positional: splat >= 0 || (mayHold && !named) ? 'unknown' : plain.length,
    keywords: splat >= 0 || (mayHold && !named) ? 'unknown' : (named?.keywords ?? []),
    values: [...values, ...(named?.values ?? [])],
  };
}

/** What an object literal gives by name; the names are unknown where something is spread into it. */
function optionsIn({
  properties,
}: Extract<Node, { type: 'ObjectExpression' }>): Pick<CallShape, 'keywords' | 'values'> {
  const names: string[] = [];
  const values: ValueShape[] = [];
  let isOpen = false;
  for (const property of properties) {
    const name = property.type === 'SpreadElement' ? undefined : keyName(property.key, property.computed);
    if (name === undefined) isOpen = true;
    else {
      names.push(name);
      const value = property.type === 'ObjectProperty' ? property.value : property;
      values.push({ at: name, ...spanOf(value) });
    }
  }
  return { keywords: isOpen ? 'unknown' : names, values };
}

/** Gives the lines and columns of spans of a file. */
function writerOf({ source }: Module): (span: Span) => Written {
  const lines = linesOf(source);
  return ({ start, end }) => {
    const [first, last] = [lines.at(start), lines.at(end)];
    return {
      ...{ start, end, line: first.line, column: first.column - 1 },
      ...{ endLine: last.line, endColumn: last.column - 1 },
    };
  };
}
