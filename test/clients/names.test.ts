import { expect, test } from 'vitest';
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

test('a name means what the tables of its rule mean by it', () => {
  const row = { kind: 'cases', name: 'n', source: '' };
  expect(namesFor({ ...row, rule: 'follow-redirects' }, 'echo.app')).toMatchObject({
    app: 'echo.app',
    x: 'False',
  });
  expect(namesFor({ ...row, rule: 'body-to-request' }, 'echo.app')['x']).toBe('{"x": 1}');
  expect(namesFor({ ...row, rule: 'r', source: 'def f(client: dict): ...' }, 'a')['client']).toBe('{}');
});
