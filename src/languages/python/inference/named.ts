import { isOtherClient } from '../../../clients/names.ts';
import { CLIENT_PACKAGES, isOtherFramework } from '../../../clients/packages.ts';
import { openness } from '../../kernel/certainty.ts';
import type { Expr } from '../ast.ts';
import type { Module } from '../binding/module.ts';
import { lastName } from '../names.ts';
import type { Analysis } from './analysis.ts';
import { conftestsOf } from './pytest/conftests.ts';
import type { Type, Types } from './types.ts';

/** Nothing is known that would speak against a client. */
export const isOpen = openness<Type>(
  (type) => (type.is === 'member' ? type.of : undefined),
  ['instance', 'class'],
);

/** Whether an expression is called like a test client, and nothing is known that would speak against one. */
export function isLikelyByName(analysis: Analysis, module: Module, node: Expr, types: Types): boolean {
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
export function importsOtherFramework(analysis: Analysis, module: Module): boolean {
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
