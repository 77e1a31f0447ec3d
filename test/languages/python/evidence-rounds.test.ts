import { expect, test } from 'vitest';
import { defaultSettings } from '../../../src/core/language.ts';
import type { ClientCall } from '../../../src/core/model/calls.ts';
import type { Span } from '../../../src/core/text.ts';
import { python } from '../../../src/languages/python/index.ts';
import { projectOf } from '../../support/project.ts';
import { recordedOf, type Ran } from '../../support/recorded.ts';
import { py, type Snippet } from '../../support/snippets.ts';
import { everything } from '../../support/wants.ts';

const PATH = 'tests/test_it.py';

/** The calls of a text after one piece of it was replaced, everywhere, with what was recorded of it before. */
async function callsAfter(
  { text }: Snippet,
  ran: Ran,
  [from, to]: readonly [from: string, to: string],
): Promise<readonly ClientCall[]> {
  const shown = recordedOf(text, PATH, ran);
  const project = { ...projectOf({ [PATH]: text }), recorded: () => shown };
  const now = text.replaceAll(from, to);
  const places: number[] = [];
  for (let at = text.indexOf(from); at >= 0; at = text.indexOf(from, at + 1)) places.push(at);
  /** Where an offset was before: what was written in place of a piece is all of it. */
  const offset = (at: number, isEnd: boolean): number => {
    let before = at;
    for (const [index, place] of places.entries()) {
      const begin = place + index * (to.length - from.length);
      if (at <= begin && !(isEnd && at === begin)) break;
      if (at < begin + to.length) return isEnd ? place + from.length : place;
      before = at - (index + 1) * (to.length - from.length);
    }
    return before;
  };
  const spanOf = ({ start, end }: Span): Span => ({ start: offset(start, false), end: offset(end, true) });
  const document = await python.open(now, PATH, {
    project,
    settings: defaultSettings,
    wanted: everything,
    original: { source: text, spanOf },
  });
  return document.sites.filter((site) => site.kind === 'call');
}

const kindsIn = (call: ClientCall | undefined): readonly string[] | undefined =>
  call && [...call.args, ...call.options.map(({ value }) => value)].map(({ kinds }) => kinds.join('/'));

test('knows a call of a client by its run alone after an option was renamed', async () => {
  const [call] = await callsAfter(
    py`
    def test_it(api):
        api.post("/", data=make(), allow_redirects=False)
    `,
    {
      calls: [
        {
          at: 'api.post("/", data=make(), allow_redirects=False)',
          options: { data: 'text', allowRedirects: 'boolean' },
        },
      ],
    },
    ['allow_redirects', 'follow_redirects'],
  );
  expect(call?.receiver.because).toBe('seen');
  expect(kindsIn(call?.seen)).toEqual(['text', 'text', 'boolean']);
});

test('knows what was given by position after it got its name', async () => {
  const [call] = await callsAfter(
    py`
    def test_it(api):
        api.post("/", make())
    `,
    { calls: [{ at: 'api.post("/", make())', args: ['text', 'bytes'] }] },
    ['"/", ', '"/", data='],
  );
  expect(call?.receiver.because).toBe('seen');
  expect(kindsIn(call?.seen)).toEqual(['text', 'bytes']);
});

test('takes a value that was changed for no contradiction', async () => {
  const [call] = await callsAfter(
    py`
    form = [("a", "1")]
    client.post("/", data=form, json=make())
    `,
    {
      calls: [
        { at: 'client.post("/", data=form, json=make())', options: { data: 'pairs', json: 'mapping' } },
      ],
    },
    ['[("a", "1")]', '{"a": "1"}'],
  );
  expect(call?.witness).toEqual({ runs: 1, redirects: 0 });
  expect(kindsIn(call?.seen)).toEqual(['text', 'mapping', 'mapping']);
});

test('remembers a contradiction when something else was changed', async () => {
  const [call] = await callsAfter(
    py`
    form = {"a": "1"}
    client.post("/", data=form, allow_redirects=False)
    `,
    {
      calls: [
        {
          at: 'client.post("/", data=form, allow_redirects=False)',
          options: { data: 'text', allowRedirects: 'boolean' },
        },
      ],
    },
    ['allow_redirects', 'follow_redirects'],
  );
  expect(call?.witness?.conflicts).toHaveLength(1);
  expect(call?.seen).toBeUndefined();
});

test('says nothing of a text that is not the one that ran', async () => {
  const source = 'from starlette.testclient import TestClient\nTestClient(app).post("/", data=make())\n';
  const shown = recordedOf(source, PATH, {
    calls: [{ at: 'TestClient(app).post("/", data=make())', options: { data: 'text' } }],
  });
  const project = { ...projectOf({ [PATH]: source }), recorded: () => shown };
  const other = { source: `${source}\n`, spanOf: (span: Span) => span };
  const document = await python.open(source, PATH, {
    project,
    settings: defaultSettings,
    wanted: everything,
    original: other,
  });
  const [call] = document.sites.filter((site) => site.kind === 'call');
  expect(call).toBeDefined();
  expect(call?.witness).toBeUndefined();
});
