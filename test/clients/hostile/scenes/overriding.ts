import { call, dataOf, hasData, type Call } from '../calls.ts';
import { bareTest, expects, type Scene } from './scene.ts';

const IMPORTS = ['from shop.app import app', 'from starlette.testclient import TestClient'];

interface Way {
  readonly name: string;
  /** The class `Own§`, of a client. */
  readonly code: (call: Call) => string;
  /** Statements behind the one that binds `response`, of the client `own`. */
  readonly then?: (call: Call) => readonly string[];
  /** The call, where it is not one of the client. */
  readonly act?: string;
}

/** A class of a client that a test makes for itself, and which looks at what it is called with. */
const overriding = ({ name, code, then, act }: Way): Scene => ({
  name,
  family: 'patched',
  welcome: true,
  ...(then && { fits: hasData }),
  write: ({ call: one }) => [
    bareTest(
      ['own = Own§(app)', `response = ${act ?? call(one, 'own')}`, ...(then?.(one) ?? []), expects(one)],
      { above: code(one), imports: [...IMPORTS, ...(one.imports ?? [])] },
    ),
  ],
});

const recording = (method: string, parameters: string, handed: string): string =>
  `class Own§(TestClient):
    def __init__(self, app):
        super().__init__(app)
        self.calls = []

    def ${method}(self, ${parameters}, **kwargs):
        self.calls.append(kwargs)
        return super().${method}(${handed}, **kwargs)`;

const recorded = (one: Call): readonly string[] => [`assert own.calls[-1]["data"] == ${dataOf(one)}`];

export const OF_OVERRIDING: readonly Scene[] = [
  overriding({
    name: 'a class that computes its verbs',
    code: ({ verb }) => `class Own§(TestClient):
    def __getattribute__(self, name):
        found = super().__getattribute__(name)
        if name != "${verb}":
            return found

        def act(url, data=None, **kwargs):
            kept_§.append(data)
            return found(url, data=data, **kwargs)

        return act


kept_§ = []`,
    then: (one) => [`assert kept_§ == [${dataOf(one)}]`],
  }),
  overriding({
    name: 'a verb that records its options',
    code: ({ verb }) => recording(verb, 'url', 'url'),
    then: recorded,
  }),
  overriding({
    name: 'a request that records its options',
    code: () => recording('request', 'method, url', 'method, url'),
    then: recorded,
  }),
  overriding({
    name: 'a verb that records its options for nobody',
    code: ({ verb }) => recording(verb, 'url, *args', 'url, *args'),
  }),
  overriding({
    name: 'a mixin that calls verbs of the client beside it',
    code: (one) =>
      `class Acting§:\n    def act(self):\n        return ${call(one, 'self')}\n\n\nclass Own§(Acting§, TestClient):\n    pass`,
    act: 'own.act()',
  }),
  overriding({
    name: 'a mixin of two clients',
    code: (one) =>
      `class Acting§:\n    def act(self):\n        return ${call(one, 'self')}\n\n\nclass Other§(Acting§):\n    pass\n\n\nclass Own§(Other§, TestClient):\n    def act(self):\n        return super().act()`,
    act: 'own.act()',
  }),
];
