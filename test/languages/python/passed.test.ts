import { expect, test } from 'vitest';
import { bindModule } from '../../../src/languages/python/binding/module.ts';
import { argumentFor, parameterFor } from '../../../src/languages/python/inference/functions/arguments.ts';
import { parsePython } from '../../../src/languages/python/parser.ts';

const CALLS = [
  'f(1, 2, 3, 4)',
  'f(1, b=2)',
  'f(b=1, a=2)',
  'f(1, *more, 2, d=3)',
  'f(*more, c=1, **others)',
  'f(**others)',
  'f(1, 2, a=3)',
  'f(1, args=2, others=3)',
];
const SIGNATURES = ['a, b, c=0', 'a, /, b, *, c, d=0', 'a, *args, d, **others', '*args, **others', ''];

/** The name of the parameter that each argument of the call is passed for. */
async function passed(signature: string, call: string, bound: boolean) {
  const source = `def f(${signature}): ...\n${call}\n`;
  const module = bindModule('test_a.py', source, await parsePython(source));
  const [info] = module.functions.values();
  const [{ args } = { args: [] }] = module.calls;
  const fn = { module, info: info! };
  return {
    found: args.map((argument) => parameterFor(fn, argument, args, bound)?.name.id),
    expected: args.map(
      (argument) =>
        info!.def.parameters.find((one) => argumentFor(fn, one, args, bound) === argument)?.name.id,
    ),
  };
}

test('an argument is passed for the parameter that gets it', async () => {
  expect((await passed('a, b, c=0', 'f(1, c=2)', false)).found).toEqual(['a', 'c']);
  expect((await passed('self, a, b', 'f(1, 2)', true)).found).toEqual(['a', 'b']);
});

test.each(SIGNATURES)(
  'of `def f(%s)`, arguments and parameters find each other in every call',
  async (signature) => {
    for (const call of CALLS)
      for (const bound of [false, true]) {
        const { found, expected } = await passed(signature, call, bound);
        expect(found, call).toEqual(expected);
      }
  },
);
