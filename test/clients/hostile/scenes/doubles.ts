import { argumentsOf, call, dataOf, hasData } from '../calls.ts';
import { expects, testOf, type Given, type Scene } from './scene.ts';

const PATCH = 'from unittest.mock import patch';
const MOCK = 'from unittest.mock import Mock';
const TESTCLIENT = 'from starlette.testclient import TestClient';

const asserted = (given: Given, mock: string): string =>
  `${mock}.assert_called_once_with(${argumentsOf(given.call)})`;

/** A call on a verb that something stands in for, of which a test tells what it was called with. */
const doubled = (
  name: string,
  lines: (given: Given) => readonly string[],
  extra: Parameters<typeof testOf>[2] = {},
): Scene => ({
  name,
  family: 'patched',
  welcome: true,
  write: (given) => [testOf(given, lines(given), extra)],
});

const FAKE = `def fake_§(url, data=None, json=None, headers=None, params=None, allow_redirects=None):
    sent_§.append((url, data, json, headers, params, allow_redirects))
    return 200


sent_§ = []`;

/** `request` of the client is replaced by a function that looks at `data`, as the old verbs pass it on. */
const spied = (
  name: string,
  replace: string,
  { self = '', request, imports = [] }: { self?: string; request: string; imports?: readonly string[] },
): Scene => ({
  name,
  family: 'patched',
  welcome: true,
  fits: hasData,
  write: (given) => [
    testOf(
      given,
      [
        'kept = []',
        `request = ${request.replaceAll('CLIENT', given.client)}`,
        `def spy(${self}method, url, **kwargs):`,
        '    kept.append(kwargs["data"])',
        `    return request(${self}method, url, **kwargs)`,
        replace.replaceAll('CLIENT', given.client),
        `response = ${call(given.call, given.client)}`,
        `assert kept == [${dataOf(given.call)}]`,
        expects(given.call),
      ],
      { params: ['monkeypatch'], imports },
    ),
  ],
});

export const OF_DOUBLES: readonly Scene[] = [
  doubled(
    'a mock that is started',
    (given) => [
      `sent = patch.object(${given.client}, "${given.call.verb}").start()`,
      call(given.call, given.client),
      asserted(given, 'sent'),
    ],
    { imports: [PATCH] },
  ),
  doubled(
    'a mock whose patch has a name',
    (given) => [
      `patcher = patch.object(${given.client}, "${given.call.verb}")`,
      'sent = patcher.start()',
      call(given.call, given.client),
      'patcher.stop()',
      asserted(given, 'sent'),
    ],
    { imports: [PATCH] },
  ),
  doubled(
    'a mock that a stack enters',
    (given) => [
      'with ExitStack() as stack:',
      `    sent = stack.enter_context(patch.object(${given.client}, "${given.call.verb}"))`,
      `    ${call(given.call, given.client)}`,
      asserted(given, 'sent'),
    ],
    { imports: ['from contextlib import ExitStack', PATCH] },
  ),
  doubled(
    'mocks that a stack enters, kept in a list',
    (given) => [
      'with ExitStack() as stack:',
      `    mocks = [stack.enter_context(patch.object(${given.client}, one)) for one in ["${given.call.verb}"]]`,
      `    ${call(given.call, given.client)}`,
      asserted(given, 'mocks[0]'),
    ],
    { imports: ['from contextlib import ExitStack', PATCH] },
  ),
  doubled(
    'a mock that calls a function in the place of a verb',
    (given) => [
      `${given.client}.${given.call.verb} = Mock(side_effect=fake_§)`,
      call(given.call, given.client),
      'assert len(sent_§) == 1',
    ],
    { imports: [MOCK], above: FAKE },
  ),
  doubled(
    'a mock that calls a function, whose call is asserted',
    (given) => [
      `sent = Mock(side_effect=fake_§)`,
      `monkeypatch.setattr(${given.client}, "${given.call.verb}", sent)`,
      call(given.call, given.client),
      asserted(given, 'sent'),
    ],
    { imports: [MOCK], above: FAKE, params: ['monkeypatch'] },
  ),
  doubled(
    'a patch that calls a function',
    (given) => [
      `with patch.object(${given.client}, "${given.call.verb}", side_effect=fake_§) as sent:`,
      `    ${call(given.call, given.client)}`,
      asserted(given, 'sent'),
    ],
    { imports: [PATCH], above: FAKE },
  ),
  spied('a request of the client assigned', 'CLIENT.request = spy', { request: 'CLIENT.request' }),
  spied('a request of the client that monkeypatch replaces', 'monkeypatch.setattr(CLIENT, "request", spy)', {
    request: 'CLIENT.request',
  }),
  spied(
    'a request of the class that monkeypatch replaces',
    'monkeypatch.setattr(TestClient, "request", spy)',
    { self: 'self, ', request: 'TestClient.request', imports: [TESTCLIENT] },
  ),
];
