import { isProduct } from '../../../clients/doubts.ts';
import { lineName, type Line } from '../../../core/lines.ts';
import type { Subject } from '../../../core/model/subjects.ts';
import type { Span } from '../../../core/text.ts';
import { certaintyOf, isConfigured } from '../../kernel/certainty.ts';
import { onceWithin } from '../../kernel/once.ts';
import { spanOf, type Node } from '../ast.ts';
import type { Module } from '../binding/module.ts';
import { sourceOf } from '../binding/places.ts';
import type { Analysis } from '../inference/analysis.ts';
import { overrides } from '../inference/classes/classes.ts';
import { assignmentOf, classOfSelf, decidedBelow, type Decided } from '../inference/classes/derived.ts';
import { isClientMethod } from '../inference/clients.ts';
import { idOf } from '../inference/keys.ts';
import { isLikelyByName, isOpen } from '../inference/named.ts';
import { isWatched, replacementOf } from '../inference/runners/spies.ts';
import { isLookedInto, replacedElsewhere } from '../inference/runners/watched.ts';
import { isFetched } from '../inference/subjects.ts';
import { isNone, type ClassRef, type ClientType, type SubjectType, type Types } from '../inference/types.ts';

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
  const client = clientAt(analysis, module, place, types, method, classOfSelf(module, node));
  if (client || types.some(({ is }) => is === 'client')) return client;
  const others = types.filter((type) => !isNone(type));
  return isLikelyByName(analysis, module, node, others)
    ? { ...place, certainty: 'likely', because: 'named' }
    : undefined;
}

/** As above, of something that is one of these types. `self`: the class of which it is `this`. */
export function clientAt(
  analysis: Analysis,
  module: Module,
  { start, end }: Span,
  all: Types,
  method: string,
  self?: ClassRef,
): Subject | undefined {
  const types = all.filter((type) => !isNone(type));
  const clients = types.filter((type) => type.is === 'client');
  const [first] = clients;
  const text = module.source.slice(start, end);
  const overridden = clients.filter((client) => isOverridden(analysis, { client, method }));
  const replaced = isClientMethod(method) ? replacementOf(analysis, module, text, method) : undefined;
  if (!first || overridden.length === clients.length || replaced === 'its') return undefined;
  const doubts = isClientMethod(method) ? doubtsAbout(analysis, module, clients, method, self) : sure;
  const known = certaintyAmong(types, clients);
  const found = doubts.isReplaced || doubts.mixedBy !== undefined || overridden.length > 0 ? 'mixed' : known;
  // Code that is tested may be given another client by whoever else uses it.
  const isHandedOver =
    found === 'proven' && isProduct(module) && clients.every(({ because }) => because === 'caller');
  const certainty = isHandedOver ? 'likely' : found;
  const { because, named } = clients.find((client) => client.because !== 'named') ?? first;
  const hint = named === undefined ? {} : { hint: named };
  return {
    ...{ start, end, text, is: 'client', library: 'test-client', certainty, because },
    ...(doubts.isReplaced && { replaced: known }),
    ...(doubts.mixedBy !== undefined && { mixedBy: doubts.mixedBy }),
    ...hint,
  };
}

interface MethodOf {
  readonly client: ClientType;
  readonly method: string;
}

/** Asked for each call of a file, of few classes. */
const isOverridden = onceWithin<Analysis, MethodOf, boolean>(
  ({ client: { cls, derived = false }, method }) => `${method} ${derived} ${cls ? idOf(cls.node) : ''}`,
  false,
  (analysis, { client: { cls, derived = false }, method }) =>
    cls !== undefined && overrides(analysis, cls, derived, method),
);

/** Why a method of a client may not be what is called. */
export interface Doubts {
  /** By a mock or a spy in the file itself. */
  readonly isReplaced: boolean;
  readonly mixedBy?: string;
}

const sure: Doubts = { isReplaced: false };

/** Whether a file puts something in the place of a method of its clients, or looks at its calls. */
const isReplacedIn = onceWithin<Analysis, { readonly module: Module; readonly method: string }, boolean>(
  ({ module, method }) => `${method} ${module.path}`,
  false,
  (analysis, { module, method }) =>
    replacementOf(analysis, module, '', method) !== undefined ||
    isWatched(analysis, module, method) ||
    isLookedInto(analysis, module, method),
);

/** What else than the client may decide what its method does. `self`: the class of which the client is `this`. */
export function doubtsAbout(
  analysis: Analysis,
  module: Module,
  clients: readonly ClientType[],
  method: string,
  self: ClassRef | undefined,
): Doubts {
  const isReplaced = isReplacedIn(analysis, { module, method });
  const decided = decidedFor(analysis, clients, method, self);
  if (decided) return { isReplaced, mixedBy: sentence(decided, method) };
  const elsewhere = isReplaced ? undefined : replacedElsewhere(analysis, module, method);
  return { isReplaced, ...(elsewhere && { mixedBy: doubleIn(elsewhere) }) };
}

/** What decides what a method does although the class of the client does not define it. */
function decidedFor(
  analysis: Analysis,
  clients: readonly ClientType[],
  method: string,
  self: ClassRef | undefined,
): Decided | undefined {
  for (const { cls } of clients) {
    const assigned = cls && assignmentOf(analysis, cls, method);
    if (assigned) return assigned;
  }
  return self && decidedBelow(analysis, self, method);
}

const doubleIn = (where: Line): string =>
  `a test replaces the method (${lineName(where)}), so change the call together with what stands in its place and what is expected of it`;

function sentence({ by, cls, where }: Decided, method: string): string {
  const name = cls === '' ? 'a class' : `\`${cls}\``;
  return by === 'assignment'
    ? `${name} puts its own \`${method}\` in the place of the client's (${lineName(where)})`
    : `${name} derives from this class and overrides \`${method}\` (${lineName(where)})`;
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
