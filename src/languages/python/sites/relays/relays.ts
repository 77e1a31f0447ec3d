import { methodsOf, type Purpose } from '../../../../core/model/calls.ts';
import type { Relay } from '../../../../core/sites.ts';
import type { Wanted } from '../../../../core/wants.ts';
import { combine } from '../../../kernel/hidden.ts';
import type { Argument, Call } from '../../ast/expressions.ts';
import type { Module } from '../../binding/module.ts';
import { sourceOf } from '../../binding/places.ts';
import { purposeOf } from '../../guards/purpose.ts';
import { relayWithRun } from '../../evidence/calls.ts';
import type { Recorded } from '../../evidence/recorded.ts';
import type { Analysis } from '../../inference/analysis.ts';
import { canonical } from '../../names.ts';
import type { Reached } from '../bound.ts';
import { toOption } from '../calls.ts';
import { readSpread } from '../spreads.ts';
import { handedTo } from './handing.ts';

/** The calls that give a wanted option to functions that do nothing but hand it on to a client, each with its node. */
export function findRelays(
  analysis: Analysis,
  module: Module,
  { relays = [], rivals = {} }: Wanted,
  recorded?: Recorded,
): readonly (readonly [Relay, Call])[] {
  if (relays.length === 0) return [];
  return module.calls.flatMap((call) => {
    if (!call.args.some(({ name }) => name && relays.includes(canonical(name.id)))) return [];
    const handed = call.args.flatMap((argument) => {
      const reached = handedTo(analysis, { module, call }, argument, rivals);
      return reached ? [{ argument, reached }] : [];
    });
    const isWanted = handed.some(({ argument: { name } }) => name && relays.includes(canonical(name.id)));
    if (!isWanted) return [];
    const relay = toRelay(analysis, module, call, handed);
    return [[recorded ? relayWithRun(recorded, relay) : relay, call] as const];
  });
}

interface HandedArgument {
  readonly argument: Argument;
  readonly reached: readonly Reached[];
}

function toRelay(analysis: Analysis, module: Module, call: Call, handed: readonly HandedArgument[]): Relay {
  const { start, end, callee, args } = call;
  const all = handed.flatMap(({ reached }) => reached);
  const { receiver } = all[0]!;
  const names = all.map(methodsOf);
  const methods = names.every((one) => one !== undefined) ? [...new Set(names.flat())] : undefined;
  const purpose = purposeOf(analysis, module, call, receiver.library);
  const spreads = args.filter(({ form }) => form === 'double-splat');
  return {
    kind: 'relay',
    start,
    end,
    call: {
      kind: 'call',
      start,
      end,
      // What the called function calls its client is written elsewhere.
      receiver: { ...receiver, start: callee.start, end: callee.end, text: sourceOf(module, callee) },
      callee: { via: 'bound', span: callee.outer, holder: 'name', ...(methods && { methods }) },
      method: { start: callee.end, end: callee.end, name: methods?.length === 1 ? methods[0]! : '' },
      args: [],
      options: handed.flatMap(({ argument }) => toOption(analysis, module, argument)),
      hidden: combine(
        spreads.map(({ value: node }) => readSpread(analysis, { module, node }, FOREIGN).hidden),
      ),
      ...(purpose && { purpose: ofFunction(purpose) }),
    },
  };
}

/** What is no option of a client may be a parameter of the function. */
function ofFunction(purpose: Purpose): Purpose {
  if (purpose.is === 'old-branch') return purpose;
  const { isRefused: _, ...rest } = purpose;
  return rest;
}

/** The dictionary is unpacked into a call of the project's own. */
const FOREIGN = { isClientCall: () => false, rivals: {} };
