import { expect, test } from 'vitest';
import { bindModule } from '../../../src/languages/javascript/binding/module.ts';
import { parse } from '../../../src/languages/javascript/parser.ts';
import { clientFacts } from '../../../src/languages/javascript/responses/client.ts';
import { everything } from '../../support/wants.ts';

const SOURCE = `
  const client = new TestClient(app, { followRedirects: false, unknown: 1 });
  client.followRedirects = true;
  client.post('/', { followRedirects: true });
`;

test('what a client is given is looked for once, however many calls ask for it', () => {
  const parsed = parse('it.test.ts', SOURCE);
  if ('problem' in parsed) throw new Error(parsed.problem.message);
  let steps = 0;
  const bound = bindModule('it.test.ts', SOURCE, parsed);
  const module: typeof bound = {
    ...bound,
    parentOf: (node) => {
      steps += 1;
      return bound.parentOf(node);
    },
  };
  const traces = { ...everything.traces!, options: ['followRedirects'] };
  expect(clientFacts(module, traces).assigned).toEqual(['followRedirects']);
  const once = steps;
  expect(once).toBeGreaterThan(0);
  for (let calls = 0; calls < 1000; calls += 1) clientFacts(module, traces);
  expect(steps).toBe(once);
  expect(clientFacts(module, { ...traces, options: ['unknown', 'other'] }).assigned).toEqual(['unknown']);
});
