import { isOtherClient } from '../../../clients/names.ts';
import type { Library, Subject } from '../../../core/model.ts';
import type { Expr } from '../ast.ts';
import type { Module } from '../binding/module.ts';
import { sourceOf } from '../binding/places.ts';
import type { Analysis } from '../inference/analysis.ts';
import { overrides } from '../inference/classes/classes.ts';
import { CLIENT_PACKAGES, isOtherFramework } from '../inference/knowledge.ts';
import { conftestsOf } from '../inference/pytest/conftests.ts';
import { isReplaced } from '../inference/pytest/replaced.ts';
import { isNone, type ClientType, type Type, type Types } from '../inference/types.ts';
import { lastName } from '../names.ts';

/** How sure it is that calling `method` on an expression calls a test client's method; `undefined`: it is none. */
export function receiverOf(
  analysis: Analysis,
  module: Module,
  node: Expr,
  method: string,
): Subject | undefined {
  const text = sourceOf(module, node);
  const place = { is: 'client', start: node.start, end: node.end, text } as const;
  const types = analysis.infer({ module, node }).filter((type) => !isNone(type));
  const clients = types.filter((type) => type.is === 'client');
  const library = libraryOf(clients);
  if (isConfigured(analysis, text)) return { ...place, certainty: 'proven', because: 'configured', library };
  const [first] = clients;
  if (!first)
    return isLikelyByName(analysis, module, node, types)
      ? { ...place, certainty: 'likely', because: 'named', library }
      : undefined;
  if (first.because === 'named' && importsOtherFramework(analysis, module)) return undefined;
  const overridden = clients.filter((client) => isOverridden(analysis, module, client, method));
  if (overridden.length === clients.length) return undefined;
  const isMixed = overridden.length > 0 || isReplaced(analysis, module, node, method);
  const certainty = isMixed ? 'mixed' : certaintyOf(types, clients);
  return { ...place, certainty, because: first.because, library };
}

/** The library of a client; where it may be of either, it is treated as a test client. */
export const libraryOf = (clients: readonly ClientType[]): Library =>
  clients.length > 0 && clients.every(({ httpx }) => httpx) ? 'httpx' : 'test-client';

function certaintyOf(types: Types, clients: readonly ClientType[]): Subject['certainty'] {
  const others = types.filter((type) => type.is !== 'client');
  if (others.some((type) => !isOpen(type))) return 'mixed';
  return others.length > 0 || clients.some(({ likely }) => likely) ? 'likely' : 'proven';
}

/** Nothing is known that would speak against a client. */
function isOpen(type: Type): boolean {
  if (type.is === 'unknown') return true;
  return (
    type.is === 'member' &&
    (type.of.is === 'unknown' || type.of.is === 'instance' || type.of.is === 'class' || isOpen(type.of))
  );
}

const isConfigured = ({ settings }: Analysis, text: string): boolean => {
  const bare = text.replace(/\s+/g, '');
  return settings.clients.some((name) => name.replace(/\s+/g, '') === bare);
};

/** The project's own code decides what the method does: in a subclass, or put in place of the client's. */
function isOverridden(analysis: Analysis, module: Module, { cls }: ClientType, method: string): boolean {
  if (cls && overrides(analysis, cls, method)) return true;
  return [module, ...conftestsOf(analysis, module)].some((one) =>
    one
      .storesOf(method)
      .some(({ target }) =>
        analysis
          .infer({ module: one, node: target.object })
          .some(({ is }) => is === 'client-class' || is === 'client'),
      ),
  );
}

function isLikelyByName(analysis: Analysis, module: Module, node: Expr, types: Types): boolean {
  const name = nameOf(node);
  if (!name || !/(^|_)client$/.test(name) || isOtherClient(name, 'python')) return false;
  return (
    types.every(isOpen) && !importsOtherFramework(analysis, module) && speaksOfStarlette(analysis, module)
  );
}

/** `client`, `self.client`, `make_client()`. */
function nameOf(node: Expr): string | undefined {
  switch (node.kind) {
    case 'call':
      return nameOf(node.callee);
    case 'await':
      return nameOf(node.value);
    default:
      return lastName(node);
  }
}

/** The file, or a `conftest.py` above it, works with a framework whose own client goes by such a name. */
function importsOtherFramework(analysis: Analysis, module: Module): boolean {
  return [module, ...conftestsOf(analysis, module)].some((one) =>
    [...one.scope.bindings.values()].flat().some(({ origin }) => {
      if (origin.by === 'import') return isOtherFramework(origin.path);
      return origin.by === 'import-from' && origin.from.level === 0 && isOtherFramework(origin.from.path);
    }),
  );
}

/** In a project that never speaks of Starlette, a `client` is something else. */
const speaksOfStarlette = (analysis: Analysis, module: Module): boolean =>
  speaksOf(analysis, module, ['TestClient', 'fastapi', 'starlette', 'starlite']);

/** Whether there can be a client at all. Saves following every name of a project that knows of none. */
export const mayHoldClients = (analysis: Analysis, module: Module): boolean =>
  analysis.settings.clients.length > 0 || speaksOf(analysis, module, CLIENT_PACKAGES);

function speaksOf(analysis: Analysis, module: Module, words: readonly string[]): boolean {
  const { project } = analysis;
  if (project.files().length <= 1) return true;
  // Going through all files is the last resort.
  const near = [module, ...conftestsOf(analysis, module)];
  return (
    near.some(({ source }) => words.some((word) => source.includes(word))) ||
    words.some((word) => project.mentioning(word).length > 0)
  );
}
