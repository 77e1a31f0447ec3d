import { expect, test } from 'vitest';
import { code } from './support/snippets.ts';

const IMPORTS = 'import a\nimport b\n';

test.each([
  ['one line as it is', code`x = 1`, 'x = 1'],
  [
    'lines without their common indentation',
    code`
      def f():
          return 1

      f()
    `,
    'def f():\n    return 1\n\nf()',
  ],
  [
    'a line break at the end where a blank line is',
    code`
      x

    `,
    'x\n',
  ],
  [
    'whole lines for a placeholder that is alone on its line',
    code`
      ${IMPORTS}
      a.b()
    `,
    'import a\nimport b\na.b()',
  ],
  [
    'a placeholder inside a line as text',
    code`
      def f():
          ${'x'} = ${'"y"'}
    `,
    'def f():\n    x = "y"',
  ],
  ['backslashes as they stand', code`"\n\\"`, String.raw`"\n\\"`],
  ['escaped backticks and interpolations', code`\`\${x}\``, '`${x}`'],
])('code takes %s', (_, found, expected) => {
  expect(found).toBe(expected);
});
