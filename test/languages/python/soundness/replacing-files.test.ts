import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  ANY_NAME,
  filesReplacing,
  namesReplacedIn,
} from '../../../../src/languages/python/inference/replaced/texts.ts';
import { languages } from '../../../../src/languages/index.ts';
import { findRoots } from '../../../../src/runner/files/git.ts';
import { openProject } from '../../../../src/runner/project/project.ts';
import { folder } from '../../../runner/support.ts';

const NAMES = ['send', 'été', 'x', 'long_name_of_something'] as const;

/** `$` is a name. */
const LINES = [
  'data.$ = 1',
  'data.$\t= 1',
  'self.$ = 1',
  'data.$ == 1',
  'data.$: "é" = 1',
  'data.$, data.y = 1, 2',
  'data.$ //= 2',
  'for data.$ in []: pass',
  'f(data.$, b=1)',
  'data.$()',
  'setattr(data, "$", 1)',
  'setattr(data, name, 1)',
  'object.__setattr__(data, "$", 1)',
  'patch("data.$")',
  'patch.object(data, "$")',
  'patch.multiple(data, $=1)',
  'vars(data)["$"] = 1',
  'data.__dict__["$"] = 1',
  'globals()[name] = 1',
  'globals().update({"$": 1})',
  'monkeypatch.setitem(vars(data), "$", 1)',
  'exec(text)',
  '$ = 1',
] as const;

const text = fc
  .array(fc.tuple(fc.constantFrom(...LINES), fc.constantFrom(...NAMES)), { maxLength: 5 })
  .map((lines) => lines.map(([line, name]) => line.replace('$', name)).join('\n'));

test('the files that replace a name are those whose text does, in every project', async () => {
  const [python] = languages;
  await fc.assert(
    fc.asyncProperty(fc.array(text, { maxLength: 6 }), async (texts) => {
      const root = folder(Object.fromEntries(texts.map((one, at) => [`f${at}.py`, one])));
      const options = { root: { folder: root, git: false }, language: python!, roots: findRoots() };
      const project = await openProject({ ...options, noIgnore: false });
      for (const name of [...NAMES, ANY_NAME])
        expect([name, ...filesReplacing(project, name)]).toEqual([
          name,
          ...texts.flatMap((one, at) => (namesReplacedIn(one).has(name) ? [`f${at}.py`] : [])),
        ]);
    }),
    { numRuns: 200 },
  );
});
