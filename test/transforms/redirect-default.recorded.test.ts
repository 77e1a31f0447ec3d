import { describe, expect, test } from 'vitest';
import type { Witness } from '../../src/core/model/recorded.ts';
import { rule } from '../../transforms/redirect-default.ts';
import { contextOf, openIn } from '../support/project.ts';

const PATH = 'tests/test_it.py';

/** What the rule says of the last call of a test, of which something was recorded: fix, runs and why. */
async function said(lines: string, witness: Witness | undefined, app = ''): Promise<readonly string[]> {
  const head = `from fastapi.testclient import TestClient\n${app}\n`;
  const body = lines.replaceAll('\n', '\n    ');
  const source = `${head}client = TestClient(app)\n\ndef test_it(**more):\n    ${body}\n`;
  const opened = await openIn({ [PATH]: source }, PATH);
  const call = opened.calls.at(-1)!;
  // A language tells what was recorded of a call; whatever else it knows of the call stays.
  const context = contextOf(opened);
  const cx = { ...context, trace: () => context.trace(call), route: () => context.route(call) };
  const found = [...(rule.call?.({ ...call, ...(witness && { witness }) }, cx) ?? [])];
  return found.map(({ fix, runs, tally, why }) =>
    [
      ...[tally === undefined ? (fix?.safety ?? 'none') : 'counted'],
      ...[runs ? `${runs.seen}/${runs.of}` : '-', why?.split(';')[0] ?? ''],
    ].join(' '),
  );
}

const POST = 'client.post("/x")';
const never = { runs: 0, redirects: 0 };
const none = { runs: 31, redirects: 0 };
const some = { runs: 31, redirects: 3 };
const all = { runs: 1, redirects: 1 };

describe('what a recorded run shows', () => {
  test.each<[string, string, Witness | undefined, readonly string[]]>([
    ['a redirect now and then', POST, some, ['safe 3/31 recorded: a redirect in 3 of 31 runs']],
    ['a redirect each time', POST, all, ['safe 1/1 recorded: a redirect in 1 of 1 run']],
    ['no redirect', POST, none, []],
    [
      'nothing, as it never ran',
      POST,
      never,
      ['counted - nothing here shows whether the response is a redirect'],
    ],
    [
      'nothing, as none was recorded',
      POST,
      undefined,
      ['counted - nothing here shows whether the response is a redirect'],
    ],
    ['no redirect where a cookie is read', `r = ${POST}\nassert r.cookies["a"]`, none, []],
  ])('%s', async (_, lines, witness, expected) => {
    expect(await said(lines, witness)).toEqual(expected);
  });
});

describe('what the code shows needs no run', () => {
  test.each<[string, string, Witness]>([
    ['a redirect', `r = ${POST}\nassert r.status_code == 303`, some],
    ['a redirect that was not recorded', `r = ${POST}\nassert r.status_code in (200, 303)`, none],
    ['a cookie of a redirect', `r = ${POST}\nassert r.cookies["a"]`, some],
  ])('%s', async (_, lines, witness) => {
    expect(await said(lines, witness)).toMatchObject([expect.stringMatching(/^safe - /)]);
  });

  test.each<[string, string]>([
    ['that it is none', `r = ${POST}\nassert r.status_code == 200`],
    ['what to do with one', 'client.post("/x", allow_redirects=True)'],
    ['what to do with one, in the new words', 'client.post("/x", follow_redirects=False)'],
  ])('%s', async (_, lines) => {
    expect(await said(lines, all)).toEqual([]);
  });
});

test.each<[string, string]>([
  ['arguments that nobody sees', 'client.post("/x", **more)'],
  ['a method that followed redirects', 'client.request("GET", "/x", json={})'],
])('a redirect is left to a person where the call may have followed it: %s', async (_, lines) => {
  expect(await said(lines, all)).toMatchObject([expect.stringMatching(/^none 1\/1 /)]);
});

const APP = `
from fastapi import FastAPI
from fastapi.responses import RedirectResponse

app = FastAPI()

@app.post("/x")
def x():
    return RedirectResponse("/y")
`;

test('a route that may redirect is no question where a run shows what it did', async () => {
  expect(await said(POST, none, APP)).toEqual([]);
  expect(await said(POST, never, APP)).toMatchObject([expect.stringMatching(/^unsafe - /)]);
});

test('a suite that runs on httpx already is left alone', async () => {
  expect(await said('client.get("/", follow_redirects=True)\nclient.post("/x")', some)).toEqual([]);
});
