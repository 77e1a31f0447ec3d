import type { Library, Subject, SubjectKind } from '../../../core/model/subjects.ts';
import { certaintyOf, isConfigured } from '../../kernel/certainty.ts';
import type { Expr } from '../ast/expressions.ts';
import type { Module } from '../binding/module.ts';
import { classOfSelf, sourceOf } from '../binding/places.ts';
import { isHandedOver } from '../guards/product.ts';
import { isForOldClient } from '../guards/purpose.ts';
import type { Analysis } from '../inference/analysis.ts';
import { isAssigned, isMockedForGood } from '../inference/assigned.ts';
import { elementsOf } from '../inference/collections/elements.ts';
import { overrides, wrapsClient } from '../inference/classes/classes.ts';
import { overriddenBelow, isMixedIntoClient } from '../inference/classes/subclasses.ts';
import { rewritingOf } from '../inference/classes/rewriting.ts';
import { CLIENT_METHODS } from '../inference/knowledge.ts';
import { importsOtherFramework, isDoubtful, isLikelyByName, isOpen } from '../inference/named.ts';
import { isReplaced } from '../inference/pytest/replaced.ts';
import { libraryOf as ownLibraryOf } from '../inference/subjects.ts';
import {
  isNone,
  isSubject,
  type ClientType,
  type SubjectType,
  type Type,
  type Types,
} from '../inference/types.ts';
import { parentOf } from '../parents.ts';

/** How sure it is that calling `method` on an expression calls a test client's method; `undefined`: it is none. */
export function receiverOf(
  analysis: Analysis,
  module: Module,
  node: Expr,
  method: string,
): Subject | undefined {
  const text = sourceOf(module, node);
  const types = analysis
    .infer({ module, node })
    .filter((type) => !isNone(type))
    .map((type) => besideClient(analysis, type, method));
  const clients = types.filter((type) => type.is === 'client');
  const library = libraryOf(clients);
  const client = (certainty: Subject['certainty'], because: Subject['because']): Subject => ({
    is: 'client',
    start: node.start,
    end: node.end,
    text,
    certainty,
    because,
    library,
  });
  if (isConfigured(analysis.settings, text)) return client('proven', 'configured');
  const [first] = clients;
  if (!first) return isLikelyByName(analysis, module, node, types) ? client('likely', 'named') : undefined;
  const because = (clients.find((client) => client.because !== 'named') ?? first).because;
  if (because === 'named' && isDoubtful(analysis, module, node)) return undefined;
  const overridden = clients.filter((client) => isOverridden(analysis, client, method));
  if (overridden.length === clients.length) return undefined;
  if (CLIENT_METHODS.has(method) && isMockedForGood(analysis, { module, node }, method)) return undefined;
  const isMixed =
    overridden.length > 0 ||
    clients.some(({ cls }) => cls && wrapsClient(analysis, cls, method)) ||
    clients.some(({ cls }) => cls && rewritingOf(analysis, cls) !== undefined) ||
    isOverriddenBelow(analysis, module, node, method) ||
    (CLIENT_METHODS.has(method) && isAssigned(analysis, { module, node }, method));
  const certainty = isMixed ? 'mixed' : certaintyOf(types, clients, isOpen);
  const found = handedOver(analysis, module, client(certainty, because));
  return isReplaced(analysis, module, node, method)
    ? { ...found, certainty: 'mixed', replaced: found.certainty }
    : found;
}

/** An instance of a mixin beside a client, for a method that is not its own: it may stand before other classes too. */
function besideClient(analysis: Analysis, type: Type, method: string): Type {
  if (type.is !== 'instance' || !CLIENT_METHODS.has(method) || overrides(analysis, type.cls, method))
    return type;
  return isMixedIntoClient(analysis, type.cls) ? { is: 'client', because: 'subclass', likely: true } : type;
}

/** A client that tests hand to the code they test is one there alone. */
export const handedOver = (analysis: Analysis, module: Module, subject: Subject): Subject =>
  subject.certainty === 'proven' && isHandedOver(analysis, module, subject.library)
    ? { ...subject, certainty: 'likely', because: 'injected' }
    : subject;

/**
 * What an expression is, when it is a client or something that came from one. `kinds`: those that are asked for. `member`: what
 * is read from it, as Python spells it; a class of the project that defines it is no client's.
 */
export function subjectAt(
  analysis: Analysis,
  module: Module,
  node: Expr,
  kinds: readonly SubjectKind[],
  member = '',
): Subject | undefined {
  const types = analysis.infer({ module, node }).filter((type) => !isNone(type));
  const first = types.find(isSubject);
  if (!first || first.is === 'client')
    return kinds.includes('client') ? receiverOf(analysis, module, node, member) : undefined;
  return subjectAmong(analysis, module, node, types, kinds);
}

/** As `subjectAt`, of the items of a collection; a client is none. */
export const itemSubjectAt = (
  analysis: Analysis,
  module: Module,
  node: Expr,
  kinds: readonly SubjectKind[],
): Subject | undefined =>
  subjectAmong(analysis, module, node, elementsOf(analysis.infer({ module, node })), kinds);

function subjectAmong(
  analysis: Analysis,
  module: Module,
  node: Expr,
  types: Types,
  kinds: readonly SubjectKind[],
): Subject | undefined {
  const first = types.find(isSubject);
  if (!first || first.is === 'client') return undefined;
  if (!kinds.includes(first.is)) return undefined;
  if (first.because === 'named' && importsOtherFramework(analysis, module)) return undefined;
  if (first.because === 'annotated' && first.likely && sendsWithRequests(module)) return undefined;
  if (isForOldClient(analysis, { module, node })) return undefined;
  const alike = types.filter(isSubject).filter(({ is }) => is === first.is);
  return {
    start: node.start,
    end: node.end,
    is: first.is,
    text: sourceOf(module, node),
    certainty: certaintyOf(types, alike, isOpen),
    because: first.because,
    library: libraryOf(alike),
    ...(first.of && { of: first.of }),
  };
}

/** In code that sends something with requests itself, what is annotated as a response of it is one. A patch names it in a string. */
const sendsWithRequests = (module: Module): boolean =>
  (module.mentions.get('requests') ?? []).some((name) => {
    const parent = name.kind === 'name' ? parentOf(module, name) : undefined;
    return parent?.kind === 'attribute' && SENDING.has(parent.attribute.id);
  });

const SENDING: ReadonlySet<string> = new Set(
  'Session session request get post put patch delete head options'.split(' '),
);

/** The library of what may be several clients; where it may be of either, it is treated as a test client's. */
export const libraryOf = (all: readonly (ClientType | SubjectType)[]): Library =>
  all.length > 0 && all.every((one) => ownLibraryOf(one) === 'httpx') ? 'httpx' : 'test-client';

/** `self.post(...)` in a class that others derive from: `self` may be one of theirs. */
function isOverriddenBelow(analysis: Analysis, module: Module, node: Expr, method: string): boolean {
  const info = node.kind === 'name' ? classOfSelf(module, node) : undefined;
  return info !== undefined && overriddenBelow(analysis, { module, info }, method);
}

/** The project's own code decides what the method does; a wrapper around the client's own hands on what it is given. */
const isOverridden = (analysis: Analysis, { cls }: ClientType, method: string): boolean =>
  cls !== undefined && overrides(analysis, cls, method) && !wrapsClient(analysis, cls, method);
