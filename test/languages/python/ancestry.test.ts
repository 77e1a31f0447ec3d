import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultSettings } from '../../../src/core/language.ts';
import { bindModule } from '../../../src/languages/python/binding/module.ts';
import { analyse, type Analysis } from '../../../src/languages/python/inference/analysis.ts';
import { answers } from '../../../src/languages/python/inference/answers.ts';
import { ancestry } from '../../../src/languages/python/inference/classes/classes.ts';
import { parsePython } from '../../../src/languages/python/parser.ts';
import { projectOf } from '../../support/project.ts';

/** For each class the numbers of its bases, which stand before it in the file. */
type Bases = readonly (readonly number[])[];

const PATH = 'a.py';

const written = (all: Bases): string =>
  all
    .map((bases, number) => `class C${number}(${bases.map((one) => `C${one}`).join(', ')}):\n    pass\n`)
    .join('\n');

/** Asks for what classes of one file derive from, by their numbers, in this order. */
async function ancestries(source: string, asked: readonly number[]): Promise<readonly (readonly number[])[]> {
  const module = bindModule(PATH, source, await parsePython(source));
  const newAnalysis = (): Analysis =>
    analyse(
      {
        project: projectOf({ [PATH]: source }),
        settings: defaultSettings,
        options: [],
        made: [],
        anew: newAnalysis,
      },
      () => module,
      answers,
    );
  const analysis = newAnalysis();
  const infos = [...module.classes.values()];
  return asked.map((number) =>
    ancestry(analysis, { module, info: infos[number]! }).map(({ info }) => Number(info.def.name.id.slice(1))),
  );
}

/** What each class derives from, itself first: bases behind all that derive from them, found one by one. */
function expectedOf(all: Bases, cls: number): readonly number[] {
  const found: number[] = [];
  const visit = (one: number): void => {
    if (found.includes(one)) return;
    for (const base of all[one]!.toReversed()) visit(base);
    found.push(one);
  };
  visit(cls);
  return found.reverse();
}

/** Rows of classes of any height, with bases beside the one before. */
const bases: fc.Arbitrary<Bases> = fc
  .array(fc.tuple(fc.nat({ max: 9 }), fc.uniqueArray(fc.nat({ max: 1000 }), { maxLength: 3 })), {
    minLength: 1,
    maxLength: 80,
    size: 'max',
  })
  .map((all) =>
    all.map(([chance, others], number) => {
      const chosen = number === 0 ? [] : others.map((one) => one % number);
      return [...new Set(chance > 0 && number > 0 ? [number - 1, ...chosen] : chosen)];
    }),
  );

test('a class derives from its bases and from what these derive from, whichever class is asked for first', async () => {
  await fc.assert(
    fc.asyncProperty(bases, fc.infiniteStream(fc.nat()), async (all, numbers) => {
      const asked = [...numbers.take(6)].map((one) => one % all.length);
      expect(await ancestries(written(all), asked)).toEqual(asked.map((one) => expectedOf(all, one)));
    }),
  );
});

test('a row of classes may be longer than questions go, and lead back to where it began', async () => {
  const row: Bases = Array.from({ length: 400 }, (_, number) => (number === 0 ? [] : [number - 1]));
  const down = Array.from({ length: 400 }, (_, number) => 399 - number);
  expect(await ancestries(written(row), [399, 200, 0])).toEqual([down, down.slice(199), [0]]);
  const circle = `${written(row)}\nclass C0(C399):\n    pass\n`;
  const [all] = await ancestries(circle, [400]);
  expect(all).toEqual([0, ...down]);
});
