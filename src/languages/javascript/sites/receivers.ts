import { isOtherClient } from '../../../clients/names.ts';
import type { Subject } from '../../../core/model.ts';
import { spanOf, type Node } from '../ast.ts';
import type { Module } from '../binding/module.ts';
import { lastName, sourceOf } from '../binding/places.ts';
import type { Analysis } from '../inference/analysis.ts';
import { overrides } from '../inference/classes/classes.ts';
import { isOtherPackage } from '../inference/clients.ts';
import { isSpied } from '../inference/runners/spies.ts';
import { isNone, type ClientType, type Type, type Types } from '../inference/types.ts';

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

/** Nothing is known that would speak against a client. */
const isOpen = (type: Type): boolean =>
  type.is === 'unknown' || (type.is === 'member' && isOpenOwner(type.of));

const isOpenOwner = (type: Type): boolean =>
  type.is === 'unknown' ||
  type.is === 'instance' ||
  type.is === 'context' ||
  (type.is === 'member' && isOpenOwner(type.of));

const isConfigured = ({ settings }: Analysis, text: string): boolean => {
  const bare = text.replace(/\s+/g, '');
  return settings.clients.some((name) => name.replace(/\s+/g, '') === bare);
};

/** The project's own code decides what the method does: in a subclass, or put in place of the client's. */
function isOverridden(
  analysis: Analysis,
  module: Module,
  { cls, derived = false }: ClientType,
  method: string,
): boolean {
  if (cls && overrides(analysis, cls, derived, method)) return true;
  return module
    .storesOf(method)
    .some(({ member }) => analysis.infer({ module, node: member.object }).some(({ is }) => is === 'client'));
}

function isLikelyByName(analysis: Analysis, module: Module, node: Node, types: Types): boolean {
  const name = lastName(node);
  if (!name || !/^(?:test|api|http|async)?_?client$|testClient$/i.test(name)) return false;
  if (isOtherClient(name, 'javascript') || !types.every(isOpen)) return false;
  return !importsOthers(module) && mayHoldClients(analysis, module);
}

/** The file works with a package whose own client goes by such a name. */
const importsOthers = (module: Module): boolean =>
  [...module.scope.variables.values()].some(({ writes }) =>
    writes.some(
      ({ origin }) =>
        origin.by === 'import' && isOtherPackage(origin.from) && !origin.from.startsWith('node:'),
    ),
  );

/** Whether there can be a client at all. Saves following every name of a project that knows of none. */
export function mayHoldClients({ names, project, settings }: Analysis, { source }: Module): boolean {
  if (settings.clients.length > 0) return true;
  // A file that stands alone knows of a client by itself or not at all.
  if (project.files().length <= 1) return /client/i.test(source);
  const words = [...names.classes, ...[...names.factories].filter((name) => !name.includes('.'))];
  return (
    words.some((word) => source.includes(word)) || words.some((word) => project.mentioning(word).length > 0)
  );
}
