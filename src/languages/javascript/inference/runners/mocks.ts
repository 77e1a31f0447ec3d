import { oncePer } from '../../../kernel/once.ts';
import { isMember, memberName, textOf, unwrap } from '../../ast.ts';
import type { Module } from '../../binding/module.ts';
import { lastName, sourceOf } from '../../binding/places.ts';

/** `vi.mock("...")`, `jest.mock("...")`, `mock.module("...")` of `node:test` and Bun. */
const MOCKING = /^(?:(?:vi|jest|vitest)\.(?:do)?[mM]ock|jest\.unstable_mockModule|mock\.module)$/;

/** What gives the module that is mocked to its mock, which may leave some of it as it is. */
const ACTUAL = /\b(?:importOriginal|importActual|requireActual|original|actual)\b/i;

/** Whether a file has a module that it imports replaced by a mock as a whole. */
export const isMockedModule = (module: Module, from: string): boolean => mockedIn(module).has(from);

const mockedIn = oncePer(
  (module: Module): ReadonlySet<string> =>
    new Set(
      module.calls.flatMap((call) => {
        const callee = unwrap(call.callee);
        if (!isMember(callee)) return [];
        const name = `${lastName(callee.object) ?? ''}.${memberName(callee) ?? ''}`;
        const [first, factory] = call.arguments;
        const from = first && textOf(first);
        if (from === undefined || !MOCKING.test(name)) return [];
        return factory && ACTUAL.test(sourceOf(module, factory)) ? [] : [from];
      }),
    ),
);
