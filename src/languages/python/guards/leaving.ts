import type { Span } from '../../../core/text.ts';
import { oncePer } from '../../kernel/once.ts';
import type { Expr } from '../ast/expressions.ts';
import type { Handler, Stmt, Try } from '../ast/statements.ts';
import type { Module } from '../binding/module.ts';
import { leaves } from '../inference/functions/endings.ts';
import type { Placed } from '../inference/types.ts';
import { lastName } from '../names.ts';
import { leftByCases, type Taken } from './matched.ts';
import { nowhere, runOf, type Region } from './regions.ts';

/** One way of several that the code takes, and what decides that it takes this one. */
export interface Arm {
  /** The condition, the type of an exception, or the mark: what a person has to look at. */
  readonly at: Span;
  /** The condition, and whether it holds on this way. */
  readonly test?: Placed & { readonly holds: boolean };
  /** The case of a `match` that takes this way, or that does not. */
  readonly matched?: Taken;
  /** The `try` whose body or handler this is. */
  readonly of?: { readonly statement: Try; readonly handler?: Handler };
  /** The code on the other ways. */
  readonly others: Region;
}

/** What the statements of a block leave it on, in their order, and where the statement ends that each is about. */
export const leavingIn = oncePer((block: readonly Stmt[], module: Module): Leaving => {
  const found = block.flatMap((one) => leftBy(module, one).map((arm) => ({ arm, end: one.end })));
  return { arms: found.map(({ arm }) => arm), ends: found.map(({ end }) => end) };
});

interface Leaving {
  readonly arms: readonly Arm[];
  readonly ends: readonly number[];
}

/** A statement that leaves its block on some condition: what follows runs on the other one. */
function leftBy(module: Module, statement: Stmt): readonly Arm[] {
  switch (statement.kind) {
    case 'if': {
      const { test, body, otherwise } = statement;
      const left = exits(body) ? body : exits(otherwise) ? otherwise : undefined;
      return left
        ? [{ at: test, test: { module, node: test, holds: left !== body }, others: { spans: runOf(left) } }]
        : [];
    }
    case 'match':
      return leftByCases(module, statement, exits);
    case 'with':
      return statement.items.some(({ value }) => isSuppressing(value))
        ? [{ at: statement.items[0]!.value, others: { spans: runOf(statement.body) } }]
        : [];
    case 'try': {
      const handler = statement.handlers.find(mayRefuse);
      if (!handler) return [];
      // Only where the body leaves does what follows run because something was refused.
      const of = leaves(statement.body) ? { of: { statement, handler } } : {};
      return [{ at: handler.type ?? handler, ...of, others: { spans: runOf(statement.body) } }];
    }
    case 'other': {
      const [test] = statement.parts;
      return statement.what === 'assert' && test
        ? [{ at: test, test: { module, node: test, holds: true }, others: nowhere }]
        : [];
    }
    default:
      return [];
  }
}

const exits = (block: readonly Stmt[]): boolean =>
  leaves(block) ||
  block.some((one) => one.kind === 'other' && (one.what === 'continue' || one.what === 'break'));

/** Whether a handler catches what is raised for arguments that a method does not take, or for a missing package. */
export const mayRefuse = ({ type }: Handler): boolean =>
  !type || namesOf(type).some((name) => /^(TypeError|AttributeError|Exception|ImportError)$/.test(name));

/** The last names of an exception, or of those in a tuple. */
export const namesOf = (type: Expr): readonly string[] =>
  type.kind === 'tuple' ? type.items.flatMap(namesOf) : [lastName(type) ?? ''];

/** `suppress(TypeError)`. */
export const isSuppressing = (value: Expr): boolean =>
  value.kind === 'call' &&
  lastName(value.callee) === 'suppress' &&
  value.args.some((one) => namesOf(one.value).includes('TypeError'));
