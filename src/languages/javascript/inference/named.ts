import { isOtherClient } from '../../../clients/names.ts';
import { isOtherPackage } from '../../../clients/npm.ts';
import { openness } from '../../kernel/certainty.ts';
import type { Node } from '../ast.ts';
import type { Module } from '../binding/module.ts';
import { lastName } from '../binding/places.ts';
import type { Analysis } from './analysis.ts';
import type { Type, Types } from './types.ts';

/** Whether a type leaves open that the value is a client. */
export const isOpen = openness<Type>(
  (type) => (type.is === 'member' ? type.of : undefined),
  ['instance', 'class', 'context'],
);

/** Whether an expression has the name of a client, and nothing known of it (`types`) or of its file speaks against one. */
export function isLikelyByName(analysis: Analysis, module: Module, node: Node, types: Types): boolean {
  const name = lastName(node);
  if (!name || !/^(?:test|api|http|async)?_?client$|testClient$/i.test(name)) return false;
  if (isOtherClient(name, 'javascript') || !types.every(isOpen)) return false;
  return !importsOthers(module) && mayHoldClients(analysis, module);
}

/** Whether a file imports a package whose own client has such a name. */
export const importsOthers = (module: Module): boolean =>
  [...module.scope.variables.values()].some(({ bindings }) =>
    bindings.some(
      ({ origin }) =>
        origin.by === 'import' && isOtherPackage(origin.from) && !origin.from.startsWith('node:'),
    ),
  );

/** Whether a file can use a client at all. Saves inferring every name of a project that never mentions one. */
export function mayHoldClients({ names, project, settings }: Analysis, { source }: Module): boolean {
  if (settings.clients.length > 0) return true;
  // Without other files of the project, the file itself has to mention a client.
  if (project.files().length <= 1) return /client/i.test(source);
  const words = [...names.classes, ...[...names.factories].filter((name) => !name.includes('.'))];
  return (
    words.some((word) => source.includes(word)) || words.some((word) => project.mentioning(word).length > 0)
  );
}
