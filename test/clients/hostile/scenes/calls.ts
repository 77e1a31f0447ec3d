import { argumentsOf, call, hasArguments } from '../calls.ts';
import type { Block } from '../project.ts';
import { expects, testOf, type Scene } from './scene.ts';

const HELPERS = 'tests/helpers.py';

const helper = (text: string, imports: readonly string[] = []): Block => ({ path: HELPERS, text, imports });

/** Calls as they stand in suites: what the shared client makes of them is the question. */
export const OF_CALLS: readonly Scene[] = [
  {
    name: 'a call',
    family: 'calls',
    write: (given) => [testOf(given, [`response = ${call(given.call, given.client)}`, expects(given.call)])],
  },
  {
    name: 'a call in a helper that hands on options',
    family: 'calls',
    write: (given) => [
      helper(`def send_§(api, url, **options):\n    return api.${given.call.verb}(url, **options)`),
      testOf(
        given,
        [`response = send_§(${[given.client, argumentsOf(given.call)].join(', ')})`, expects(given.call)],
        {
          imports: ['from tests.helpers import send_§'],
        },
      ),
    ],
    fits: ({ args }) => args.every((one) => one.includes('=')) && !args[0]?.startsWith('{'),
  },
  {
    name: 'a call in a helper with the type of the library',
    family: 'calls',
    write: (given) => [
      helper(`def send_§(api: TestClient, url: str):\n    return ${call(given.call, 'api', 'url')}`, [
        'from starlette.testclient import TestClient',
        ...(given.call.imports ?? []),
      ]),
      testOf(given, [`response = send_§(${given.client}, "${given.call.path}")`, expects(given.call)], {
        imports: ['from tests.helpers import send_§'],
      }),
    ],
  },
  {
    name: 'a method of a class that derives from the client',
    family: 'calls',
    write: (given) => [
      {
        path: 'tests/clients.py',
        imports: given.call.imports ?? [],
        text: `class Own§(Api):\n    def act(self, url):\n        return ${call(given.call, 'self', 'url')}`,
      },
      testOf(given, [`response = Own§(${given.client}.app).act("${given.call.path}")`, expects(given.call)], {
        imports: ['from tests.clients import Own§'],
      }),
    ],
  },
  {
    name: 'a method that calls the one above',
    family: 'calls',
    write: (given) => [
      {
        path: 'tests/clients.py',
        imports: given.call.imports ?? [],
        text: `class Own§(Api):\n    def act(self, url):\n        return ${call(given.call, 'super()', 'url')}`,
      },
      testOf(given, [`response = Own§(${given.client}.app).act("${given.call.path}")`, expects(given.call)], {
        imports: ['from tests.clients import Own§'],
      }),
    ],
  },
  {
    name: 'a method that anything may be given to',
    family: 'calls',
    write: (given) => [
      {
        path: 'tests/clients.py',
        text: `class Own§(Api):\n    def ${given.call.verb}(self, url, **kwargs):\n        return super().${given.call.verb}(url, **kwargs)`,
      },
      testOf(given, [`response = ${call(given.call, `Own§(${given.client}.app)`)}`, expects(given.call)], {
        imports: ['from tests.clients import Own§'],
      }),
    ],
    fits: ({ args }) => hasArguments({ args } as never) && args.every((one) => /^\w+=/.test(one)),
  },
  {
    name: 'two calls with bodies of different kinds through one method',
    family: 'calls',
    own: true,
    write: (given) => [
      {
        path: 'tests/clients.py',
        text: 'class Own§(Api):\n    def submit(self, url, payload):\n        return self.post(url, data=payload)',
      },
      testOf(
        given,
        [
          `response = Own§(${given.client}.app).submit("/echo/§", {"a": "1"})`,
          'assert response.status_code == 200',
        ],
        {
          imports: ['from tests.clients import Own§'],
          suffix: '_form',
        },
      ),
      testOf(
        given,
        [
          `response = Own§(${given.client}.app).submit("/echo/§", "raw")`,
          'assert response.status_code == 200',
        ],
        {
          imports: ['from tests.clients import Own§'],
          suffix: '_text',
        },
      ),
    ],
  },
];
