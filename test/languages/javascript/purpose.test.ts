import { expect, test } from 'vitest';
import { bindModule } from '../../../src/languages/javascript/binding/module.ts';
import { parse } from '../../../src/languages/javascript/parser.ts';
import { purposeOf } from '../../../src/languages/javascript/sites/purpose.ts';

const CALLS = 200;
const SOURCE = `async function get(isOld) {
  if (isOld) { await client.get('/', { allowRedirects: true }); return; }
${"  await client.get('/', { followRedirects: true });\n".repeat(CALLS)}}
`;

/** How often the first statement of the function is looked into while so many of its calls are asked about. */
function looksOf(calls: number): number {
  const parsed = parse('client.js', SOURCE);
  if ('problem' in parsed) throw new Error(parsed.problem.message);
  const module = bindModule('client.js', SOURCE, parsed);
  const [declared] = parsed.program.body;
  const [branch] = declared?.type === 'FunctionDeclaration' ? declared.body.body : [];
  if (branch?.type !== 'IfStatement') throw new Error('the source begins with a branch');
  const { consequent } = branch;
  let looks = 0;
  Object.defineProperty(branch, 'consequent', {
    get: () => {
      looks += 1;
      return consequent;
    },
  });
  for (const call of module.calls.slice(-calls)) purposeOf(module, call);
  return looks;
}

test('the statements before a call are looked through once, however many calls their block has', () => {
  expect(looksOf(1)).toBeGreaterThan(0);
  expect(looksOf(CALLS)).toBe(looksOf(1));
});
