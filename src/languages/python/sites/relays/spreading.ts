import type { Wanted } from '../../../../core/wants.ts';
import type { Argument, Call, Dict, Expr, NameExpr } from '../../ast/expressions.ts';
import type { Module } from '../../binding/module.ts';
import type { Analysis } from '../../inference/analysis.ts';
import type { Placed } from '../../inference/types.ts';
import { canonical } from '../../names.ts';
import { parentOf } from '../../parents.ts';
import { plainBinding } from '../values.ts';

/** What decides whether the entries of a dictionary are options of the calls that it is spread into. */
export interface Spreading {
  /** Whether a call is one of a client's that nobody doubts. */
  isClientCall(call: Call): boolean;
  /** By option: others of a call that decide what becomes of one in the dictionary, which is then not the same for every call. */
  readonly rivals: NonNullable<Wanted['rivals']>;
  /** Options of which rules ask how they are written. */
  readonly written?: readonly string[];
  /** Options that are edited where they are given to a function that hands them on. */
  readonly relays?: readonly string[];
}

/** The literal of the same file that an expression stands for. */
export function literalOf(analysis: Analysis, at: Placed): Dict | undefined {
  const types = analysis.infer(at);
  const [type] = types;
  const literal = types.length === 1 && type?.is === 'data' && !type.added ? type.literal : undefined;
  return literal?.node.kind === 'dict' && literal.module === at.module ? literal.node : undefined;
}

/** Whether all that is done with the name of a literal is to unpack it into calls of clients that agree on what becomes of its entries. */
export function isSpreadOnlyIntoClients(
  analysis: Analysis,
  module: Module,
  node: Expr,
  literal: Dict,
  { isClientCall, rivals }: Spreading,
): boolean {
  const binding = plainBinding(analysis, module, node, literal);
  if (!binding) return false;
  const calls = module.readsOf(binding).map((read) => spreadInto(module, read));
  const isShared = calls.length > 1;
  return calls.every(
    (call) => call !== undefined && isClientCall(call) && !(isShared && isAtOdds(call, literal, rivals)),
  );
}

const isAtOdds = ({ args }: Call, { entries }: Dict, rivals: Spreading['rivals']): boolean =>
  entries.some(({ key }) => {
    const others = (key?.kind === 'text' && rivals[canonical(key.value ?? '')]) || [];
    return args.some(({ name }) => name && others.includes(canonical(name.id)));
  });

/** The call that a name is spread into, when that is what is done with it. */
export function spreadInto(module: Module, read: NameExpr): Call | undefined {
  const parent = parentOf(module, read);
  const isSpread = ({ form, value }: Argument): boolean => form === 'double-splat' && value === read;
  return parent?.kind === 'call' && parent.args.some(isSpread) ? parent : undefined;
}
