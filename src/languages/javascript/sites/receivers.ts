import type { Subject } from '../../../core/model.ts';
import { spanOf, type Node } from '../ast.ts';
import type { Module } from '../binding/module.ts';
import { sourceOf } from '../binding/places.ts';
import type { Analysis } from '../inference/analysis.ts';
import { overrides } from '../inference/classes/classes.ts';
import { isClientMethod } from '../inference/clients.ts';
import { isConfigured, isLikelyByName, isOpen } from '../inference/named.ts';
import { isAssigned, isSpied } from '../inference/runners/spies.ts';
import { isNone, type ClientType, type Types } from '../inference/types.ts';

/** How sure it is that calling `method` on an expression calls a test client's method; `undefined`: it is none. */
export function receiverOf(
  analysis: Analysis,
  module: Module,
  node: Node,
  method: string,
): Subject | undefined {
  const place = placeOf(module, node);
  const types = analysis.infer({ module, node }).filter((type) => !isNone(type));
  if (isConfigured(analysis, place.text)) return { ...place, certainty: 'proven', because: 'configured' };
  const clients = types.filter((type) => type.is === 'client');
  const [first] = clients;
  if (!first)
    return isLikelyByName(analysis, module, node, types)
      ? { ...place, certainty: 'likely', because: 'named' }
      : undefined;
  const overridden = clients.filter((client) => isOverridden(analysis, module, client, method));
  if (overridden.length === clients.length) return undefined;
  const isMixed = overridden.length > 0 || isSpied(analysis, module, method);
  const certainty = isMixed ? 'mixed' : certaintyOf(types, clients);
  return { ...place, certainty, because: first.because };
}

/** Where a receiver stands, how it is written, and what is looked for in it. */
export const placeOf = (module: Module, node: Node): Omit<Subject, 'certainty' | 'because'> => ({
  ...spanOf(node),
  text: sourceOf(module, node),
  is: 'client',
  library: 'test-client',
});

/** How sure it is that something of these types is a client; `clients`: those of the types that are. */
export function certaintyOf(types: Types, clients: readonly ClientType[]): Subject['certainty'] {
  const others = types.filter((type) => type.is !== 'client');
  if (others.some((type) => !isOpen(type))) return 'mixed';
  return others.length > 0 || clients.some(({ likely }) => likely) ? 'likely' : 'proven';
}

/** The project's own code decides what the method does: in a subclass, or put in place of the client's. */
function isOverridden(
  analysis: Analysis,
  module: Module,
  { cls, derived = false }: ClientType,
  method: string,
): boolean {
  if (cls && overrides(analysis, cls, derived, method)) return true;
  return isClientMethod(method) && isAssigned(analysis, module, method);
}
