import { argumentsOf, call, isNamed } from '../calls.ts';
import { expects, testOf, type Given, type Scene } from './scene.ts';

const PATCH = ['from unittest.mock import patch'];
const TESTCLIENT = 'from starlette.testclient import TestClient';

/** A verb that is replaced by a mock; the call and what is asserted of it have to agree. */
const mocked = (
  name: string,
  target: (given: Given) => string,
  imports: readonly string[] = PATCH,
): Scene => ({
  name,
  family: 'patched',
  welcome: true,
  write: (given) => [
    testOf(
      given,
      [
        `with ${target(given)} as sent:`,
        `    ${call(given.call, given.client)}`,
        `sent.assert_called_once_with(${argumentsOf(given.call)})`,
      ],
      { imports },
    ),
  ],
});

const FAKE = `class Fake§:
    def __init__(self, status_code):
        self.status_code = status_code


def fake_§(url, data=None, json=None, headers=None, params=None, allow_redirects=None):
    sent_§.append((url, data, json, headers, params, allow_redirects))
    return Fake§(200)


sent_§ = []`;

/** A verb that a function with the parameters of the old client stands in for. */
const faked = (name: string, replace: (given: Given) => readonly string[]): Scene => ({
  name,
  family: 'patched',
  welcome: true,
  write: (given) => [
    testOf(given, [...replace(given), call(given.call, given.client), 'assert len(sent_§) == 1'], {
      params: ['monkeypatch'],
      above: FAKE,
    }),
  ],
});

const keywords = ({ call: { args } }: Given): string =>
  `{${args.map((one) => one.replace(/^(\w+)=/, '"$1": ')).join(', ')}}`;

export const OF_PATCHED: readonly Scene[] = [
  mocked('patch.object of one client', ({ client, call: { verb } }) => `patch.object(${client}, "${verb}")`),
  mocked(
    'patch.object of the class of the library',
    ({ call: { verb } }) => `patch.object(TestClient, "${verb}")`,
    [...PATCH, TESTCLIENT],
  ),
  mocked('patch by a path', ({ call: { verb } }) => `patch("starlette.testclient.TestClient.${verb}")`),
  mocked(
    'patch of a verb of the class of the project',
    ({ call: { verb } }) => `patch("tests.clients.Api.${verb}")`,
  ),
  {
    name: 'a spy around a verb',
    family: 'patched',
    welcome: true,
    write: (given) => [
      testOf(
        given,
        [
          `with patch.object(${given.client}, "${given.call.verb}", wraps=${given.client}.${given.call.verb}) as sent:`,
          `    response = ${call(given.call, given.client)}`,
          `sent.assert_called_once_with(${argumentsOf(given.call)})`,
          expects(given.call),
        ],
        { imports: PATCH },
      ),
    ],
  },
  {
    name: 'a mock whose keywords are compared',
    family: 'patched',
    welcome: true,
    write: (given) => [
      testOf(
        given,
        [
          `with patch.object(${given.client}, "${given.call.verb}") as sent:`,
          `    ${call(given.call, given.client)}`,
          `assert sent.call_args.kwargs == ${keywords(given)}`,
        ],
        { imports: PATCH },
      ),
    ],
    fits: isNamed,
  },
  {
    name: 'a mock that is asked in a helper',
    family: 'patched',
    welcome: true,
    write: (given) => [
      {
        path: 'tests/helpers.py',
        imports: ['from unittest.mock import call', ...(given.call.imports ?? [])],
        text: `def was_sent_§(sent):\n    assert sent.mock_calls == [call(${argumentsOf(given.call)})]`,
      },
      testOf(
        given,
        [
          `with patch.object(${given.client}, "${given.call.verb}") as sent:`,
          `    ${call(given.call, given.client)}`,
          'was_sent_§(sent)',
        ],
        { imports: [...PATCH, 'from tests.helpers import was_sent_§'] },
      ),
    ],
  },
  {
    name: 'a mock with the shape of the client',
    family: 'patched',
    welcome: true,
    write: (given) => [
      testOf(
        given,
        [
          'other = Mock(spec=TestClient)',
          call(given.call, 'other'),
          `other.${given.call.verb}.assert_called_once_with(${argumentsOf(given.call)})`,
        ],
        { imports: ['from unittest.mock import Mock', TESTCLIENT] },
      ),
    ],
  },
  {
    name: 'a mock behind a parameter with the type of the client',
    family: 'patched',
    welcome: true,
    write: (given) => [
      {
        path: 'tests/helpers.py',
        imports: [TESTCLIENT, ...(given.call.imports ?? [])],
        text: `def act_§(api: TestClient):\n    return ${call(given.call, 'api')}`,
      },
      testOf(
        given,
        [
          'other = Mock()',
          'act_§(other)',
          `other.${given.call.verb}.assert_called_once_with(${argumentsOf(given.call)})`,
        ],
        { imports: ['from unittest.mock import Mock', 'from tests.helpers import act_§'] },
      ),
    ],
  },
  {
    name: 'a mock in a fixture',
    family: 'patched',
    welcome: true,
    write: (given) => [
      {
        path: 'tests/conftest.py',
        imports: ['import pytest', 'from unittest.mock import patch', TESTCLIENT],
        text: `@pytest.fixture\ndef sent_§():\n    with patch.object(TestClient, "${given.call.verb}") as mock:\n        yield mock`,
      },
      testOf(
        given,
        [call(given.call, given.client), `sent_§.assert_called_once_with(${argumentsOf(given.call)})`],
        {
          params: ['sent_§'],
        },
      ),
    ],
  },
  faked('monkeypatch of one client', ({ client, call: { verb } }) => [
    `monkeypatch.setattr(${client}, "${verb}", fake_§)`,
  ]),
  faked('monkeypatch of the class', ({ client, call: { verb } }) => [
    `monkeypatch.setattr(type(${client}), "${verb}", staticmethod(fake_§))`,
  ]),
  faked('a verb of one client assigned', ({ client, call: { verb } }) => [`${client}.${verb} = fake_§`]),
  {
    name: 'a wrapper around a verb in a conftest',
    family: 'patched',
    welcome: true,
    write: (given) => [
      {
        path: 'tests/conftest.py',
        imports: ['import pytest', TESTCLIENT],
        text: `@pytest.fixture
def kept_§(monkeypatch):
    kept, verb = [], TestClient.${given.call.verb}

    def wrapper(self, url, **kwargs):
        kept.append(kwargs)
        return verb(self, url, **kwargs)

    monkeypatch.setattr(TestClient, "${given.call.verb}", wrapper)
    return kept`,
      },
      testOf(given, [call(given.call, given.client), `assert kept_§[-1] == ${keywords(given)}`], {
        params: ['kept_§'],
      }),
    ],
    fits: isNamed,
  },
];
