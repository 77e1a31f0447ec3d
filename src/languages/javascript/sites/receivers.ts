import type { Subject } from '../../../core/model.ts';
import type { Span } from '../../../core/text.ts';
import { certaintyOf, isConfigured } from '../../kernel/certainty.ts';
import { spanOf, type Node } from '../ast.ts';
import type { Module } from '../binding/module.ts';
import { sourceOf } from '../binding/places.ts';
import type { Analysis } from '../inference/analysis.ts';
import { overrides } from '../inference/classes/classes.ts';
import { isClientMethod } from '../inference/clients.ts';
import { isLikelyByName, isOpen } from '../inference/named.ts';
import { isAssigned, isSpied } from '../inference/runners/spies.ts';
import { isFetched } from '../inference/subjects.ts';
import { isNone, type ClientType, type SubjectType, type Types } from '../inference/types.ts';

/** How certain it is that calling `method` on an expression calls a test client's method; `undefined`: it is none. */
export function receiverOf(
  analysis: Analysis,
  module: Module,
  node: Node,
  method: string,
): Subject | undefined {
  const place = placeOf(module, node);
  if (isConfigured(analysis.settings, place.text))
    return { ...place, certainty: 'proven', because: 'configured' };
  const types = analysis.infer({ module, node });
  const client = clientAt(analysis, module, place, types, method);
  if (client || types.some(({ is }) => is === 'client')) return client;
  const others = types.filter((type) => !isNone(type));
  return isLikelyByName(analysis, module, node, others)
    ? { ...place, certainty: 'likely', because: 'named' }
    : undefined;
}

/** As above, of something that is one of these types. */
export function clientAt(
  analysis: Analysis,
  module: Module,
  { start, end }: Span,
  all: Types,
  method: string,
): Subject | undefined {
  const types = all.filter((type) => !isNone(type));
  const clients = types.filter((type) => type.is === 'client');
  const [first] = clients;
  const overridden = clients.filter((client) => isOverridden(analysis, module, client, method));
  if (!first || overridden.length === clients.length) return undefined;
  const isMixed = overridden.length > 0 || isSpied(analysis, module, method);
  const certainty = isMixed ? 'mixed' : certaintyAmong(types, clients);
  const { because, named } = clients.find((client) => client.because !== 'named') ?? first;
  const text = module.source.slice(start, end);
  const hint = named === undefined ? {} : { hint: named };
  return { start, end, text, is: 'client', library: 'test-client', certainty, because, ...hint };
}

/** The span and the source text of a receiver. */
export const placeOf = (module: Module, node: Node): Omit<Subject, 'certainty' | 'because'> => ({
  ...spanOf(node),
  text: sourceOf(module, node),
  is: 'client',
  library: 'test-client',
});

/** How certain it is that something of these types is one of `wanted`, which are among them. */
export function certaintyAmong(
  types: Types,
  wanted: readonly (ClientType | SubjectType)[],
): Subject['certainty'] {
  // The type of a response to `fetch` is written for responses of test clients as well.
  const relevant = types.filter((type) => !isFetched(type));
  return certaintyOf(relevant, wanted, isOpen);
}

/** Whether code of the project defines the method: in a subclass, or by assigning it to the client. */
function isOverridden(
  analysis: Analysis,
  module: Module,
  { cls, derived = false }: ClientType,
  method: string,
): boolean {
  if (cls && overrides(analysis, cls, derived, method)) return true;
  return isClientMethod(method) && isAssigned(analysis, module, method);
}
