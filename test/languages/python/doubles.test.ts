import { describe } from 'vitest';
import { rule as body } from '../../../transforms/body-to-request.ts';
import { rule as content } from '../../../transforms/data-to-content.ts';
import { rule as follow } from '../../../transforms/follow-redirects.ts';
import { rule as pairs } from '../../../transforms/form-pairs-to-mapping.ts';
import { rule as named } from '../../../transforms/positional-body.ts';
import { rule as redirects } from '../../../transforms/redirect-default.ts';
import { cases, findings, noop } from '../../support/rules.ts';
import type { Snippet } from '../../support/snippets.ts';

const file = (...lines: readonly string[]): Snippet => ({
  language: 'python',
  text: [
    'from unittest.mock import ANY, MagicMock, call, create_autospec, patch',
    'from starlette.testclient import TestClient',
    'client = TestClient(app)',
    ...lines,
    '',
  ].join('\n'),
});

const test = (...lines: readonly string[]): Snippet =>
  file('def test_it(mocker, monkeypatch):', ...lines.map((line) => `    ${line}`));

const SPY = 'spy = mocker.spy(client, "post")';

/** A spied call and what is expected of it, before and after. */
const spied = (name: string, ...expected: readonly (readonly [before: string, after: string])[]) =>
  [
    name,
    test(SPY, 'client.post("/", data="x", allow_redirects=False)', ...expected.map(([before]) => before)),
    test(SPY, 'client.post("/", content="x", follow_redirects=False)', ...expected.map(([, after]) => after)),
  ] as const;

cases(
  [content, follow, named],
  [
    spied('a call that is asserted', [
      'spy.assert_called_once_with("/", data="x", allow_redirects=False)',
      'spy.assert_called_once_with("/", content="x", follow_redirects=False)',
    ]),
    spied('any value', [
      'spy.assert_any_call("/", data=ANY, allow_redirects=ANY)',
      'spy.assert_any_call("/", content=ANY, follow_redirects=ANY)',
    ]),
    spied('one of several calls', [
      'spy.assert_has_calls([call("/", data="x", allow_redirects=False)])',
      'spy.assert_has_calls([call("/", content="x", follow_redirects=False)])',
    ]),
    spied(
      'what was recorded',
      [
        'assert spy.call_args == call("/", data="x", allow_redirects=False)',
        'assert spy.call_args == call("/", content="x", follow_redirects=False)',
      ],
      [
        'assert spy.mock_calls == [call("/", data="x", allow_redirects=False)]',
        'assert spy.mock_calls == [call("/", content="x", follow_redirects=False)]',
      ],
    ),
    spied(
      'single options of what was recorded',
      ['assert spy.call_args.kwargs["data"] == "x"', 'assert spy.call_args.kwargs["content"] == "x"'],
      ['assert spy.call_args[1]["data"] == "x"', 'assert spy.call_args[1]["content"] == "x"'],
      ['assert "data" in spy.call_args.kwargs', 'assert "content" in spy.call_args.kwargs'],
      ['assert spy.call_args.kwargs.get("data")', 'assert spy.call_args.kwargs.get("content")'],
      [
        'assert spy.call_args.kwargs == {"data": "x", "allow_redirects": False}',
        'assert spy.call_args.kwargs == {"content": "x", "follow_redirects": False}',
      ],
    ),
    spied(
      'options that are unpacked from what was recorded',
      ['_, kwargs = spy.call_args', '_, kwargs = spy.call_args'],
      ['assert kwargs["data"] == "x"', 'assert kwargs["content"] == "x"'],
    ),
    spied('nothing of the arguments', ['spy.assert_called_once()', 'spy.assert_called_once()']),
    [
      'a mock of a with statement, and the method outside of it',
      test(
        'with patch.object(client, "post") as post:',
        '    client.post("/", "x")',
        '    post.assert_called_once_with("/", "x")',
        'client.post("/", "y")',
      ),
      test(
        'with patch.object(client, "post") as post:',
        '    client.post("/", content="x")',
        '    post.assert_called_once_with("/", content="x")',
        'client.post("/", content="y")',
      ),
    ],
    [
      'mocks of decorators, the last one first',
      file(
        '@patch.object(TestClient, "put")',
        '@patch("starlette.testclient.TestClient.post")',
        'def test_it(post, put):',
        '    client.post("/", data="x")',
        '    client.put("/", "y")',
        '    post.assert_called_once_with("/", data="x")',
        '    put.assert_called_once_with("/", "y")',
      ),
      file(
        '@patch.object(TestClient, "put")',
        '@patch("starlette.testclient.TestClient.post")',
        'def test_it(post, put):',
        '    client.post("/", content="x")',
        '    client.put("/", content="y")',
        '    post.assert_called_once_with("/", content="x")',
        '    put.assert_called_once_with("/", content="y")',
      ),
    ],
    ...[
      ['a mock that a patcher starts', 'p = patch.object(client, "post")', 'spy = p.start()'],
      ['a mock that is started at once', 'spy = patch.object(client, "post").start()'],
      ['a mock that is entered', 'spy = stack.enter_context(patch.object(client, "post"))'],
      ['a mock in an expression', 'print(spy := mocker.spy(client, "post"))'],
      ['a mock that raises', 'spy = mocker.spy(client, "post")', 'spy.side_effect = ValueError'],
    ].map(
      ([name = '', ...made]) =>
        [
          name,
          test(...made, 'client.post("/", data="x")', 'spy.assert_called_with("/", data="x")'),
          test(...made, 'client.post("/", content="x")', 'spy.assert_called_with("/", content="x")'),
        ] as const,
    ),
    [
      'a mock that monkeypatch puts there, and the method itself',
      test(
        'fake = MagicMock()',
        'monkeypatch.setattr(client, "post", fake)',
        'client.post("/", data="x")',
        'fake.assert_called_once_with("/", data="x")',
        'client.post.assert_called_once_with("/", data="x")',
      ),
      test(
        'fake = MagicMock()',
        'monkeypatch.setattr(client, "post", fake)',
        'client.post("/", content="x")',
        'fake.assert_called_once_with("/", content="x")',
        'client.post.assert_called_once_with("/", content="x")',
      ),
    ],
  ],
);

cases(redirects, [
  [
    'an option that is added',
    test(SPY, 'assert client.post("/").status_code == 303', 'spy.assert_called_once_with("/")'),
    test(
      SPY,
      'assert client.post("/", follow_redirects=False).status_code == 303',
      'spy.assert_called_once_with("/", follow_redirects=False)',
    ),
  ],
]);

const RENAME = ['data', 'change the call together with what stands in its place'] as const;

findings(
  [body, content, named, pairs],
  [
    [
      'a call of a method that may be among those which a loop patches',
      test(
        'mocks = [stack.enter_context(patch.object(client, one)) for one in ["post"]]',
        'client.post("/", data="x")',
        'mocks[0].assert_called_once_with("/", data="x")',
      ),
      RENAME,
    ],
    [
      'a call beside a mock whose method is computed, which may be of another',
      test(
        'with patch.object(client, name) as spy:',
        '    client.post("/", data="x")',
        'spy.assert_called_once_with("/", data="x")',
      ),
      RENAME,
    ],
    [
      'a call of another method than the one that is replaced',
      test(
        'spy = mocker.spy(client, "delete")',
        'client.delete("/", json=[1])',
        'spy.assert_called_once_with("/", json=[1])',
      ),
      ['delete', 'change the call together with what stands in its place'],
    ],
    [
      'expected options that are unpacked',
      test(SPY, 'client.post("/", data="x")', 'spy.assert_called_with("/", **want)'),
      RENAME,
    ],
    [
      'expected arguments that are a tuple',
      test(SPY, 'client.post("/", data="x")', 'assert spy.call_args == (("/",), want)'),
      RENAME,
    ],
    ['a mock that is passed on', test(SPY, 'client.post("/", data="x")', 'check(spy)'), RENAME],
    [
      'several calls',
      test(
        SPY,
        'client.post("/", data="x")',
        'client.post("/", data={"a": 1})',
        'spy.assert_any_call("/", data="x")',
      ),
      RENAME,
    ],
    ...[
      ['a list', 'spies = [mocker.spy(client, "post")]', 'spies[0].assert_called_with("/", data="x")'],
      ['an attribute', 'a.b = mocker.spy(client, "post")', 'a.b.assert_called_with("/", data="x")'],
      ['something else', 'm = Mock()', 'monkeypatch.setattr(client, "post", m.post)', 'm.assert_called()'],
    ].map(([name = '', made = '', ...then]) => {
      const [last = '', ...more] = then.toReversed();
      return [
        `a mock that is a part of ${name}`,
        test(made, ...more, 'client.post("/", data="x")', last),
        RENAME,
      ] as const;
    }),
    [
      'a mock that the decorator of a class gives its methods',
      file(
        '@patch.object(TestClient, "post")',
        'class TestIt:',
        '    def test_it(self, post):',
        '        client.post("/", data="x")',
        '        post.assert_called_with("/", data="x")',
      ),
      RENAME,
    ],
    ...[
      ['fake = lambda url, data: data', 'monkeypatch.setattr(client, "post", MagicMock(side_effect=fake))'],
      ['post = mocker.patch.object(client, "post")', 'post.side_effect = lambda url, data: data'],
      ['post = mocker.patch.object(client, "post")', 'post.configure_mock(side_effect=fake)'],
      ['fake = MagicMock(wraps=own)', 'monkeypatch.setattr(client, "post", fake)'],
      ['mocker.patch.object(client, "post", new_callable=Fake)'],
    ].map(
      (made) =>
        [
          `a mock that calls a function: ${made[0]}`,
          test(...made, 'client.post("/", data="x")'),
          RENAME,
        ] as const,
    ),
    [
      'arguments that are read by their position',
      test(SPY, 'client.post("/", "x")', 'assert spy.call_args.args[1] == "x"'),
      ['"x"', 'change the call together'],
    ],
    [
      'pairs that are expected',
      test(SPY, 'client.post("/", data=[("a", "1")])', 'spy.assert_called_with("/", data=[("a", "1")])'),
      ['[("a", "1")]', 'change the call together'],
    ],
    [
      'a mock of a fixture',
      file(
        '@pytest.fixture',
        'def post(mocker):',
        '    return mocker.spy(client, "post")',
        'def test_it(post):',
        '    client.post("/", data="x")',
        '    post.assert_called_with("/", data="x")',
      ),
      RENAME,
    ],
    [
      'a helper that a test calls under a mock',
      file(
        'def send():',
        '    client.post("/", data="x")',
        'def test_it(mocker):',
        '    spy = mocker.spy(client, "post")',
        '    send()',
        '    spy.assert_called_with("/", data="x")',
      ),
      RENAME,
    ],
    [
      'a function in its place that hands on what it is given',
      test(
        'original = client.post',
        'def fake(url, **kwargs):',
        '    return original(url, **kwargs)',
        'monkeypatch.setattr(client, "post", fake)',
        'client.post("/", data="x")',
      ),
      RENAME,
    ],
    [
      'a mock that stands in for an annotated client',
      file(
        'def send(api: TestClient):',
        '    api.post("/", data="x")',
        'def test_it():',
        '    api = MagicMock(spec=TestClient)',
        '    send(api)',
        '    api.post.assert_called_with("/", data="x")',
      ),
      ['data', '`api` is a test client on one path and something else on another'],
    ],
  ],
);

const THROUGH = ['data', 'looks at that as it looks at `data`'] as const;

// The methods of a client call its `request`, so what stands in its place gets what they are given.
findings(
  [content],
  [
    [
      'a function in the place of request',
      test(
        'seen = []',
        'def fake(method, url, **kwargs):',
        '    seen.append(kwargs.get("data"))',
        '    return original(method, url, **kwargs)',
        'original = client.request',
        'client.request = fake',
        'client.post("/", data="x")',
      ),
      THROUGH,
    ],
    [
      'a function in the place of a request that the class of the client overrides',
      file(
        'class Api(TestClient):',
        '    def request(self, method, url, data=None, **kwargs):',
        '        return super().request(method, url, data=data, **kwargs)',
        'def test_it():',
        '    api = Api(app)',
        '    api.request = lambda method, url, **kwargs: kwargs["data"]',
        '    api.post("/", data="x")',
      ),
      THROUGH,
    ],
    [
      'a function that a patch puts in the place of request',
      test(
        'def fake(self, method, url, **kwargs): return kwargs["data"]',
        'monkeypatch.setattr(TestClient, "request", fake)',
        'client.post("/", data="x")',
      ),
      THROUGH,
    ],
    [
      'a lambda in the place of request',
      test(
        'monkeypatch.setattr(client, "request", lambda method, url, data: data)',
        'client.post("/", data="x")',
      ),
      THROUGH,
    ],
    [
      'a function that keeps its options, which the test looks at',
      test(
        'def fake(method, url, **kwargs):',
        '    seen.append((url, kwargs))',
        '    return original(method, url, **kwargs)',
        'seen, original = [], client.request',
        'client.request = fake',
        'client.post("/", data="x")',
        'assert seen[0][1]["data"] == "x"',
      ),
      THROUGH,
    ],
    [
      'a function that keeps its options, of which a comparison may look at any',
      test(
        'def fake(method, url, **kwargs):',
        '    seen.append(kwargs)',
        '    return original(method, url, **kwargs)',
        'seen, original = [], client.request',
        'monkeypatch.setattr(client, "request", fake)',
        'client.post("/", data="x")',
        'assert seen == expected',
      ),
      THROUGH,
    ],
    [
      'a spy on request',
      test(
        'spy = mocker.spy(TestClient, "request")',
        'client.post("/", data="x")',
        'assert spy.call_args.kwargs["data"] == "x"',
      ),
      ['data', 'expect `content` of the `request` that is replaced'],
    ],
    [
      'a helper that a test calls under a spy on request',
      file(
        'def send():',
        '    client.post("/", data="x")',
        'def test_it(mocker):',
        '    spy = mocker.spy(client, "request")',
        '    send()',
        '    assert spy.call_args.kwargs["data"] == "x"',
      ),
      ['data', 'expect `content` of the `request` that is replaced'],
    ],
  ],
);

cases(content, [
  [
    'calls through a request that is only counted',
    test(
      'spy = mocker.spy(TestClient, "request")',
      'client.post("/", data="x")',
      'assert spy.call_count == 1',
    ),
    test(
      'spy = mocker.spy(TestClient, "request")',
      'client.post("/", content="x")',
      'assert spy.call_count == 1',
    ),
  ],
  [
    'calls through a function that hands on what it is given',
    test(
      'def fake(method, url, **kwargs): return original(method, url, **kwargs)',
      'monkeypatch.setattr(client, "request", fake)',
      'client.post("/", data="x")',
    ),
    test(
      'def fake(method, url, **kwargs): return original(method, url, **kwargs)',
      'monkeypatch.setattr(client, "request", fake)',
      'client.post("/", content="x")',
    ),
  ],
]);

noop(
  [body, content, follow, named, pairs],
  [
    // A function of the project takes what its own signature says.
    test(
      'def fake(url, data=None, allow_redirects=True): return data',
      'monkeypatch.setattr(client, "post", fake)',
      'client.post("/", "x", allow_redirects=False)',
    ),
    test('monkeypatch.setattr(client, "delete", lambda url, json: json)', 'client.delete("/", json=[1])'),
    test(
      'monkeypatch.setattr("starlette.testclient.TestClient.post", lambda self, url, data: data)',
      'client.post("/", data="x")',
    ),
    test(
      'def fake(url, data): return data',
      'with patch.object(client, "post", side_effect=fake) as post:',
      '    client.post("/", "x")',
      '    post.assert_called_with("/", "x")',
    ),
    // Mocks of no client.
    test(
      'api = MagicMock(spec=TestClient)',
      'api.post("/", data="x")',
      'api.post.assert_called_with("/", data="x")',
    ),
    test(
      'api = create_autospec(TestClient)',
      'api.post("/", data="x")',
      'api.post.assert_called_with("/", data="x")',
    ),
  ],
);

const REPLACED = ['data', 'a test replaces the method'] as const;
const POSTED = ['client.post("/", data="x")', 'spy.assert_called_with("/", data="x")'];

findings(
  [content],
  [
    [
      'a method whose name a loop gives, by monkeypatch',
      test(
        'for verb in ("post", "put"):',
        '    monkeypatch.setattr(client, verb, lambda url, **kwargs: kwargs)',
        'assert client.post("/", data="x") == {"data": "x"}',
      ),
      REPLACED,
    ],
    [
      'a method whose name is given to the test',
      file(
        'def test_it(verb):',
        '    with patch.object(client, verb) as spy:',
        ...POSTED.map((line) => `        ${line}`),
      ),
      REPLACED,
    ],
    [
      'a method whose name is put into a path',
      file(
        'def test_it(verb):',
        '    with patch(f"tests.test_it.client.{verb}") as spy:',
        ...POSTED.map((line) => `        ${line}`),
      ),
      REPLACED,
    ],
    [
      'a method that a helper of the project sets on the class',
      file(
        'def install(cls, **methods):',
        '    for name, method in methods.items():',
        '        setattr(cls, name, method)',
        'install(TestClient, post=fake)',
        'client.post("/", data="x")',
      ),
      ['data', 'pass a raw body as `content`, not as `data`'],
    ],
  ],
);

cases(content, [
  [
    'a call of another method than those that a loop replaces',
    test(
      'for verb in ("get", "put"):',
      '    monkeypatch.setattr(client, verb, lambda url, **kwargs: kwargs)',
      'client.post("/", data="x")',
    ),
    test(
      'for verb in ("get", "put"):',
      '    monkeypatch.setattr(client, verb, lambda url, **kwargs: kwargs)',
      'client.post("/", content="x")',
    ),
  ],
  [
    'a client that sets on itself what it is given',
    file(
      'class Api(TestClient):',
      '    def __init__(self, app, **options):',
      '        super().__init__(app)',
      '        for name, value in options.items():',
      '            setattr(self, name, value)',
      'Api(app, token="t").post("/", data="x")',
    ),
    file(
      'class Api(TestClient):',
      '    def __init__(self, app, **options):',
      '        super().__init__(app)',
      '        for name, value in options.items():',
      '            setattr(self, name, value)',
      'Api(app, token="t").post("/", content="x")',
    ),
  ],
  [
    'a computed name of something else than a client',
    test('monkeypatch.setattr(settings, name, 1)', 'client.post("/", data="x")'),
    test('monkeypatch.setattr(settings, name, 1)', 'client.post("/", content="x")'),
  ],
]);

/** A client whose `request` does something with the options that it passes on. */
const logging = (line: string, call: string): Snippet =>
  file(
    'class Api(TestClient):',
    '    def request(self, method, url, **kwargs):',
    `        ${line}`,
    '        return super().request(method, url, **kwargs)',
    call,
  );

describe('an override of request that keeps its options for a test to look at', () => {
  findings(
    [content],
    [
      'self.log = kwargs',
      'self.log = {k: v for k, v in kwargs.items() if v}',
      'self.calls.append((method, dict(kwargs)))',
      'self.calls += [sorted(kwargs.items())]',
      'LOG[url] = copy(kwargs)',
      'for name in kwargs: setattr(self, f"sent_{name}", kwargs[name])',
    ].map((line) => [
      line,
      logging(line, 'Api(app).post("/", data="x")'),
      ['data', 'once the override of `request`', 'looks at that as it looks at `data`'],
    ]),
  );
  cases(
    content,
    [
      'print(kwargs)',
      'kwargs = dict(kwargs)',
      'kwargs["headers"] = {**HEADERS, **kwargs["headers"]}',
      'kwargs.update(auth=None)',
      'self.asked = kwargs.get("params")',
      'self.answer = super().request(method, url, **kwargs)',
    ].map((line) => [
      `but not one that does something else: ${line}`,
      logging(line, 'Api(app).post("/", data="x")'),
      logging(line, 'Api(app).post("/", content="x")'),
    ]),
  );
});
