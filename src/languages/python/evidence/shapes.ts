import { addAll } from '../../../core/group.ts';
import { linesOf } from '../../../core/lines.ts';
import { firstWhere } from '../../../core/search.ts';
import type { Span } from '../../../core/text.ts';
import type { CallShape, ReadShape, Written } from '../../kernel/evidence/resolver.ts';
import { oncePer } from '../../kernel/once.ts';
import type { Call, Expr } from '../ast/expressions.ts';
import type { Module } from '../binding/module.ts';
import { plainArguments, positional } from '../inference/functions/arguments.ts';
import { literalText } from '../names.ts';
import { parentOf } from '../parents.ts';
import { spanOf } from '../sites/surroundings.ts';
import { iteratedIn, truthsIn } from '../used.ts';
import { isExpr, statementsIn, walk, type AnyNode } from '../walk.ts';

/**
 * Where Python says that something ran. From 3.11 on it tells the columns of the expression or the statement that an instruction was
 * made for; before, the line that it begins on, and 3.7 may tell that of the last argument. pytest before 8.3 gives all that stands in an
 * `assert` the line of that.
 */

/** Every call of a file. */
export const callShapes = oncePer((module: Module): readonly CallShape[] => {
  const write = writerOf(module);
  return module.calls.map((call) => ({ ...write(call), ...argumentsOf(call) }));
});

function argumentsOf({ callee, args }: Call): Omit<CallShape, keyof Written> {
  const has = (form: string): boolean => args.some((one) => one.form === form);
  return {
    ...(callee.kind === 'attribute' && { name: callee.attribute.id }),
    positional: has('splat') ? 'unknown' : args.filter(({ form }) => form === 'positional').length,
    keywords: has('double-splat') ? 'unknown' : args.flatMap(({ name }) => (name ? [name.id] : [])),
    values: [
      ...plainArguments(args).map(({ value }, at) => ({ at, ...spanOf(value.outer) })),
      ...args.flatMap(({ name, value }) => (name ? [{ at: name.id, ...spanOf(value.outer) }] : [])),
    ],
  };
}

/** Every attribute that a file reads, `getattr(response, "ok")` as well. */
export const readShapes = oncePer((module: Module): readonly ReadShape[] => {
  const write = writerOf(module);
  const read = [...module.mentions.values()]
    .flat()
    .flatMap((node) => (node.kind === 'attribute' ? [{ ...write(node), name: node.attribute.id }] : []));
  const got = module.calls.flatMap((call) => {
    const { callee } = call;
    const name = callee.kind === 'name' && callee.id === 'getattr' && literalText(positional(call.args, 1));
    return name ? [{ ...write(call), name }] : [];
  });
  return [...read, ...got];
});

/** Values that are used for their truth or iterated over. */
interface UseShapes {
  /** By where they end. Python may tell the end of what uses the value: of the whole `if` in 3.11, of `x in y` in any version. */
  readonly ends: readonly ReadShape[];
  /** By the lines that they are on. */
  readonly lines: readonly ReadShape[];
}

export const useShapes = oncePer((module: Module): UseShapes => {
  const write = writerOf(module);
  const lines: ReadShape[] = [];
  const ends = new Map<string, ReadShape>();
  const add = (name: string, value: Expr): void => {
    lines.push({ ...write(value), name });
    for (const around of usesOf(module, value)) {
      const { endLine, endColumn } = write(around);
      const shape = { ...write(value), endLine, endColumn, name };
      ends.set(`${name} ${value.start} ${value.end} ${around.end}`, shape);
    }
  };
  walk(module.ast.body, (node) => {
    for (const one of truthsIn(module, node)) add('__bool__', one);
    for (const one of iteratedIn(node)) add('__iter__', one);
  });
  return { ends: [...ends.values()], lines };
});

/** A value, and all that Python may take for its place: what is around it, up to the statement. */
function usesOf(module: Module, value: Expr): readonly Span[] {
  const found: Span[] = [value];
  let node: AnyNode | undefined = value;
  while (node && isExpr(node)) {
    node = parentOf(module, node);
    if (node) found.push(node);
    // Items are unpacked at the names that get them.
    if (node?.kind === 'assign') addAll(found, node.targets);
  }
  return found;
}

/** Gives the lines and columns of spans of a file; the first line may be that of the `assert` around. */
function writerOf({ ast, source }: Module): (span: Span) => Written {
  const lines = linesOf(source);
  const asserts = statementsIn(ast.body).filter((one) => one.kind === 'other' && one.what === 'assert');
  const assertAround = (start: number): Span | undefined => {
    const last = asserts[firstWhere(asserts, (one) => one.start > start) - 1];
    return last && start < last.end ? last : undefined;
  };
  return ({ start, end }) => {
    const [first, last] = [lines.at(start), lines.at(end)];
    return {
      ...{ start, end },
      ...{ line: lines.at(assertAround(start)?.start ?? start).line, column: first.column - 1 },
      ...{ endLine: last.line, endColumn: last.column - 1 },
    };
  };
}
