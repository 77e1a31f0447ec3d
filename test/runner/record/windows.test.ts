import { expect, test } from 'vitest';
import { onWindows } from '../../../src/runner/record/windows.ts';

const ENV = { ComSpec: 'C:\\Windows\\cmd.exe' };
const started = (program: string | undefined, ...command: readonly string[]) =>
  onWindows(command, ENV, () => program);

test('a program is started as it is', () => {
  const program = 'C:\\py\\pytest.exe';
  const args = ['-k', 'a or b', '100%', '"'];
  expect(started(program, 'pytest', ...args)).toEqual({ program, args, verbatim: false });
});

test('a command that is not found is left to the system', () => {
  expect(started(undefined, 'nothing', 'x')).toEqual({ program: 'nothing', args: ['x'], verbatim: false });
});

test.each([
  ['C:\\nodejs\\npx.cmd', ['vitest', 'run'], '"C:\\nodejs\\npx.cmd ^"vitest^" ^"run^""'],
  ['C:\\a b\\t.bat', ['a or b'], '"C:\\a^ b\\t.bat ^"a^ or^ b^""'],
  ['C:\\t.CMD', ['100%', 'a&b', 'c^d'], '"C:\\t.CMD ^"100^%^" ^"a^&b^" ^"c^^d^""'],
  ['C:\\t.cmd', ['say "hi"', 'end\\', '\\"'], '"C:\\t.cmd ^"say^ \\^"hi\\^"^" ^"end\\\\^" ^"\\\\\\^"^""'],
  // What npm makes hands its arguments on: both readings take one layer off.
  [
    'C:\\p\\node_modules\\.bin\\vitest.cmd',
    ['a&b'],
    '"C:\\p\\node_modules\\.bin\\vitest.cmd ^^^"a^^^&b^^^""',
  ],
])('a batch file is run by cmd.exe, which acts on nothing in its arguments: %s %j', (file, args, line) => {
  expect(started(file, 'name', ...args)).toEqual({
    program: 'C:\\Windows\\cmd.exe',
    args: ['/d', '/s', '/c', line],
    verbatim: true,
  });
});
