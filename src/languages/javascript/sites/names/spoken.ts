import type { Reference } from '../../../../core/sites.ts';
import { isMember, memberName, spanOf, textOf, unwrap, type AnyCall, type Node } from '../../ast.ts';
import type { Module } from '../../binding/module.ts';
import { argumentOf, lastName } from '../../binding/places.ts';
import { replacedBy } from '../../inference/runners/spies.ts';

/** Packages that a call names in a string to put something in their place: `vi.mock("pkg")`. `pathOf`: undefined for a file. */
export const patchesIn = (
  module: Module,
  pathOf: (from: string) => string | undefined,
): readonly Reference[] =>
  module.calls.flatMap((call): readonly Reference[] => {
    const [first] = call.arguments;
    const named = first && isMocking(call) ? (importedIn(first) ?? first) : undefined;
    const from = named && textOf(named);
    const path = from === undefined ? undefined : pathOf(from);
    if (!named || from === undefined || path === undefined) return [];
    const { start, end } = spanOf(named);
    return [{ kind: 'reference', start: start + 1, end: end - 1, path, text: from, as: 'patch' }];
  });

/** `vi.mock(import("pkg"))`. */
function importedIn(node: Node): Node | undefined {
  if (node.type === 'ImportExpression') return node.source;
  return node.type === 'CallExpression' && node.callee.type === 'Import' ? node.arguments[0] : undefined;
}

const MOCKING =
  /^(?:(?:do)?[mM]ock|(?:do|dont)?[uU]n[mM]ock|setMock|importActual|importMock|requireActual|requireMock|createMockFromModule|module)$/;

/** `vi.mock`, `jest.doMock`, `jest.requireActual`, `mock.module` of Node and Bun. */
function isMocking({ callee }: AnyCall): boolean {
  const plain = unwrap(callee);
  return (
    isMember(plain) &&
    /^(?:vi|vitest|jest|mock)$/.test(lastName(plain.object) ?? '') &&
    MOCKING.test(memberName(plain) ?? '')
  );
}

/** The property that a call puts something in place of, where an expression is what it is a property of: `vi.spyOn(axios, "get")`. */
export function patchedName(module: Module, node: Node): string | undefined {
  const argument = argumentOf(module, node);
  return argument?.index === 0 ? replacedBy(argument.call) : undefined;
}
