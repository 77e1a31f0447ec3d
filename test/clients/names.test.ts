import { describe, expect, test } from 'vitest';
import { answersFor, namesFor } from './names.ts';

test('a snippet that says nothing of redirects meets an application that does not redirect', () => {
  expect(answersFor('data-to-content', 'client.post("/", data="x")')).toEqual(['echo.app']);
});

test('one that tells whether to follow meets redirects', () => {
  expect(answersFor('follow-redirects', 'client.get("/", allow_redirects=False)')).toEqual([
    'echo.app',
    'echo.scripted([302], "/landed")',
    'echo.scripted([307], "/landed")',
  ]);
});

test.each([
  ['assert r.status_code == 303\nassert s.status_code == 200', '[303, 200], "/landed"'],
  ['assert r.status_code == HTTPStatus.SEE_OTHER', '[303], "/landed"'],
  ['assert r.status_code == HTTP_307_TEMPORARY_REDIRECT', '[307], "/landed"'],
  ['assert r.is_permanent_redirect', '[301], "/landed"'],
  ['assert r.headers["location"] == "/home"', '[302], "/home"'],
])('one about answers meets those it asks for: %s', (source, script) => {
  expect(answersFor('redirect-default', source)).toContain(`echo.scripted(${script})`);
});

describe('the names of a row', () => {
  const names = (source: string, rule = 'body-to-request') =>
    namesFor({ kind: 'cases', name: 'n', rule, source }, 'echo.app');

  test('are those that it mentions, behind what they are made of', () => {
    expect(names('x = 1')).toEqual({ x: '{"x": 1}' });
    expect(Object.keys(names('us'))).toEqual(['urls', 'us']);
    expect(Object.keys(names('response'))).toEqual(['app', 'client', 'response']);
  });

  test('mean what the tables of its rule mean by them', () => {
    expect(names('x', 'follow-redirects')).toEqual({ x: 'False' });
    expect(names('def f(client: dict): ...')['client']).toBe('{}');
  });
});
