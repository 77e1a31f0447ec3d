import { describe } from 'vitest';
import { defineRule, member, name, not, quote, safe, unsafe, type Finding } from '../../../src/core/rule.ts';
import { cases, findings, noop, unsafeCases } from '../../support/rules.ts';
import { py } from '../../support/snippets.ts';

// Rules of the kinds that the model was made for. They are small, and only show that it carries them.

const ok = defineRule({
  name: 'response-ok',
  summary: 'Replace `.ok` of a response.',
  safety: 'safe',
  languages: ['python'],
  wants: { libraries: ['test-client'], reads: { response: ['ok'] }, truths: ['response'] },
  *read({ attribute, subject, around, ...site }): Generator<Finding> {
    const isError = member(quote(subject), 'isError');
    yield {
      level: 'fails',
      at: attribute,
      message: 'httpx has no `ok`: write `not response.is_error`',
      fix: around.negated
        ? safe({ do: 'replace', target: around.negated, with: isError })
        : safe({ do: 'replace', target: site, with: not(isError) }),
    };
  },
  *truth({ subject, around, optional, ...site }): Generator<Finding> {
    const isError = member(quote(subject), 'isError');
    const message = 'a response of httpx is always true: write `not response.is_error`';
    if (optional) yield { at: site, message, level: 'fails', why: 'it may also be None' };
    else if (around.negated)
      yield {
        at: site,
        message,
        level: 'fails',
        fix: safe({ do: 'replace', target: around.negated, with: isError }),
      };
    else if (around.tested)
      yield {
        at: site,
        message,
        level: 'fails',
        fix: safe({ do: 'replace', target: site, with: not(isError) }),
      };
    else yield { at: site, message, level: 'fails', why: 'its value is used as well' };
  },
});

describe('a rule about reads and truths', () => {
  cases(ok, [
    [
      'replaces reads, whatever stands around them',
      py`
      def test_it():
          r = client.get("/")
          assert r.ok, f"{r.ok} {r.text}"
          assert not r.ok
          assert r.ok == True and not (r.ok)
          return [x for x in (client.get(u) for u in us) if x.ok]
      `,
      py`
      def test_it():
          r = client.get("/")
          assert not r.is_error, f"{not r.is_error} {r.text}"
          assert r.is_error
          assert (not r.is_error) == True and r.is_error
          return [x for x in (client.get(u) for u in us) if not x.is_error]
      `,
    ],
    [
      'replaces truths',
      py`
      r = client.get("/")
      if not r:
          raise ValueError
      assert r and client.post("/"), "both"
      while (s := client.get("/")) or r:
          s.text
      `,
      py`
      r = client.get("/")
      if r.is_error:
          raise ValueError
      assert not r.is_error and not client.post("/").is_error, "both"
      while (not (s := client.get("/")).is_error) or not r.is_error:
          s.text
      `,
    ],
    [
      'replaces a read in a call that is read itself',
      py`assert client.post("/", json={"ok": client.get("/").ok}).ok`,
      py`assert not client.post("/", json={"ok": not client.get("/").is_error}).is_error`,
    ],
  ]);

  unsafeCases(ok, [
    [
      'leaves what is only likely to the user',
      py`
      from starlette.testclient import TestClient
      import requests
      def check(response: requests.Response):
          assert response.ok
      `,
      py`
      from starlette.testclient import TestClient
      import requests
      def check(response: requests.Response):
          assert not response.is_error
      `,
    ],
  ]);

  findings(ok, [
    [
      'what it cannot replace',
      py`
      r = client.get("/") if x else None
      assert r
      `,
      ['r', 'it may also be None'],
    ],
    [
      'what may be something else',
      py`
      import requests
      r = client.get("/") if x else requests.get("/")
      assert r.ok
      `,
      ['ok', 'is a response of a test client on one path and something else on another'],
    ],
  ]);

  noop(ok, [
    py`import requests; client; assert requests.get("/").ok`,
    py`from unittest.mock import MagicMock; client; assert MagicMock(ok=False).ok`,
    py`
    import httpx
    client = httpx.Client(app=app)
    assert client.get("/").ok
    `,
    py`r = client.get("/"); r.ok = True; del r.ok`,
    py`r = client.get("/"); assert r is not None; f(r)`,
  ]);
});

const reason = defineRule({
  name: 'response-reason',
  summary: 'Rename `.reason` of a response.',
  safety: 'safe',
  languages: ['python'],
  wants: { libraries: ['test-client', 'httpx'], reads: { response: ['reason'], request: ['body'] } },
  *read({ attribute, subject }): Generator<Finding> {
    const to = subject.is === 'request' ? 'content' : 'reasonPhrase';
    yield {
      at: attribute,
      message: 'renamed',
      level: 'fails',
      fix: safe({ do: 'rename', target: attribute, to }),
    };
  },
});

describe('a rule that renames what is read', () => {
  cases(reason, [
    [
      'renames it wherever it stands',
      py`
      r = client.get("/")
      assert r.reason == "OK", f'{r.reason!r} {r . reason}'
      x = (r  # a
           .reason)
      r.request.body; client.get("/").request.body.decode()
      `,
      py`
      r = client.get("/")
      assert r.reason_phrase == "OK", f'{r.reason_phrase!r} {r . reason_phrase}'
      x = (r  # a
           .reason_phrase)
      r.request.content; client.get("/").request.content.decode()
      `,
    ],
  ]);

  noop(reason, [
    py`r = client.get("/"); r.reason_phrase; r.reason = "x"`,
    py`import requests; client; requests.get("/").reason`,
    py`client; raise Failure(error.reason)`,
  ]);
});

const exceptions = defineRule({
  name: 'requests-exceptions',
  summary: 'Replace the exceptions of requests.',
  safety: 'unsafe',
  languages: ['python'],
  wants: { libraries: ['test-client'], references: ['requests'] },
  *reference({ as, path, unused, ...site }): Generator<Finding> {
    const message = 'the test client no longer raises the exceptions of requests';
    if (as === 'import' && unused)
      yield { at: site, message, level: 'fails', fix: unsafe({ do: 'remove-import', target: site }) };
    if (as === 'import' || path !== 'requests.HTTPError') return;
    yield {
      level: 'fails',
      at: site,
      message,
      fix: unsafe(
        { do: 'replace', target: site, with: member(name('httpx'), 'HTTPStatusError') },
        { do: 'import', from: 'httpx', name: 'HTTPStatusError' },
      ),
    };
  },
});

describe('a rule about references', () => {
  unsafeCases(exceptions, [
    [
      'replaces them, and then removes the import',
      py`
      import os
      import requests

      with pytest.raises((requests.HTTPError, OSError)):
          pass
      `,
      py`
      import os
      from httpx import HTTPStatusError

      with pytest.raises((httpx.HTTPStatusError, OSError)):
          pass
      `,
    ],
  ]);

  noop(exceptions, [
    py`import requests; requests.get("/")`,
    py`from .requests import HTTPError; f(HTTPError)`,
    py`import requests; __all__ = ["requests"]`,
  ]);
});

const verify = defineRule({
  name: 'client-verify',
  summary: 'Remove what has no effect.',
  safety: 'safe',
  languages: ['python'],
  wants: { libraries: ['test-client'], stores: { client: ['verify', 'cert', 'proxies'] } },
  *store({ statement, how, target }): Generator<Finding> {
    const message = 'this never had an effect: remove it';
    if (how === 'set' && statement)
      yield { at: target, message, level: 'fails', fix: safe({ do: 'remove-statement', statement }) };
  },
});

describe('a rule about stores', () => {
  cases(verify, [
    [
      'removes all of a block, and leaves the block',
      py`
      if insecure:
          client.verify = False
          client.cert = None
          client.proxies = {}
      client.get("/")
      `,
      py`
      if insecure:
          pass
      client.get("/")
      `,
    ],
    [
      'removes several on one line',
      py`client.verify = 1; client.cert = 2; client.get("/"); client.verify = 3`,
      py`client.get("/")`,
    ],
  ]);

  noop(verify, [py`self.verify = False`, py`client.verify += 1`, py`x = client.verify = False`]);
});
