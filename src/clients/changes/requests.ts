import type { Effect } from '../../core/rule.ts';
import { change, effect, fails, type Changes } from './change.ts';

/** What changed in how a request is written: its options, its body, its method. */
export const OF_REQUESTS = {
  redirectOption: change(
    'testclient.py of Starlette 0.21.0 and 0.43.0',
    effect(
      'fails',
      'Starlette 0.43',
      'deprecated since Starlette 0.21, a TypeError since 0.43',
      'Starlette 0.21',
    ),
    fails('the new client does not know the old name'),
  ),
  redirectOptionOfWebsocket: change(
    '`TestClient.websocket_connect` of Starlette 0.21.0',
    effect('fails', 'Starlette 0.21', 'a TypeError since Starlette 0.21'),
    fails('the new client does not know the old name'),
  ),
  redirectOptionNone: change(
    'testclient.py of Starlette 0.21.0 and 0.43.0',
    effect(
      'fails',
      'Starlette 0.43',
      'follows redirects with Starlette 0.21 to 0.42, a TypeError since 0.43',
      'Starlette 0.21',
    ),
  ),
  redirectDefault: change(
    '`TestClient.request` of Starlette 0.20.4, `TestClient.__init__` of 0.21.0',
    effect('differs', 'Starlette 0.21', 'since Starlette 0.21 every method follows redirects by default'),
  ),
  bodyless: change(
    '`Client.get` and others in _client.py of httpx 0.23',
    effect('fails', 'Starlette 0.21', 'a TypeError since Starlette 0.21: unexpected keyword argument'),
    fails('the new client rejects this option here'),
  ),
  positional: change(
    '`TestClient.post` and others of Starlette 0.21.0: `(self, url, *, ...)`',
    effect('fails', 'Starlette 0.21', 'a TypeError since Starlette 0.21: too many positional arguments'),
  ),
  rawData: change(
    '`encode_request` in _content.py of httpx 0.23',
    effect(
      'warns',
      'Starlette 0.21',
      'httpx warns about a raw body in `data`, and ignores `json` and `files` beside it',
    ),
    fails('the new client takes form fields as `data` and nothing else'),
  ),
  jsonBytes: change(
    '`encode_json` in _content.py of httpx 0.27.2 and 0.28.0; `prepare_body` in models.py of requests 2.28',
    effect(
      'differs',
      'httpx 0.28',
      'httpx writes JSON without spaces and without escapes since 0.28: other bytes, another length',
    ),
  ),
  jsonOfWebsocket: change(
    '`WebSocketTestSession.send_json` in testclient.py of Starlette 0.26.1, 0.27.0 and 0.33.0',
    effect(
      'differs',
      'Starlette 0.27',
      '`send_json` writes no spaces since Starlette 0.27, and no escapes since 0.33',
    ),
  ),
  jsonNumber: change(
    '`encode_json` in _content.py of httpx 0.28.0: `allow_nan=False`; requests 2.28 refused it with an InvalidJSONError',
    effect('fails', 'httpx 0.28', 'a ValueError since httpx 0.28: JSON has no such number'),
  ),
  jsonType: change(
    '`get_request_handler` in routing.py of FastAPI 0.132.0, `strict_content_type`',
    effect(
      'fails',
      'FastAPI 0.132',
      'FastAPI answers 422 since 0.132: it reads no JSON without its content type',
    ),
  ),
  pairs: change(
    '`encode_request` in _content.py of httpx 0.23: whatever is not a mapping is a raw body',
    effect(
      'fails',
      'Starlette 0.21',
      'a TypeError in httpx: it takes `data` that is not a mapping for a raw body',
    ),
    fails('the new client takes form fields as an object'),
  ),
  signature: change(
    '`Client.get` and `Client.request` of _client.py of httpx 0.23',
    effect('fails', 'Starlette 0.21', 'a TypeError since Starlette 0.21: unexpected keyword argument'),
  ),
  passedNone: change(
    '`Client.get` and others in _client.py of httpx 0.23',
    effect('fails', 'Starlette 0.21', 'an error since Starlette 0.21: the methods of httpx pass `None`'),
  ),
  passedOptions: change(
    '`Client.get` and others in _client.py of httpx 0.23',
    effect('differs', 'Starlette 0.21', 'since Starlette 0.21 every method passes all options, given or not'),
  ),
  passedTwice: change(
    '`Client.get` and others in _client.py of httpx 0.23',
    effect(
      'fails',
      'Starlette 0.21',
      'a TypeError since Starlette 0.21: multiple values for a keyword argument',
    ),
  ),
  transport: change(
    '_client.py of httpx 0.27.0 and 0.28.0',
    effect('fails', 'httpx 0.28', 'deprecated since httpx 0.27, a TypeError since 0.28', 'httpx 0.27'),
  ),
} satisfies Changes;

/**
 * What code that was written for the test client meets on a client of httpx's own, in Python. They never were built on requests, so
 * that no version of Starlette counts. Source: _client.py of httpx 0.19.0 and 0.20.0, _content.py of 0.23.
 */
export const OF_HTTPX: Partial<Readonly<Record<keyof typeof OF_REQUESTS | 'cookiesOfRequest', Effect>>> = {
  cookiesOfRequest: effect(
    'warns',
    'httpx 0.27',
    'a DeprecationWarning of `Client` since httpx 0.18, and of `AsyncClient` since 0.27',
    'httpx 0.18',
  ),
  redirectOption: effect('fails', 'httpx 0.20', 'a TypeError since httpx 0.20'),
  redirectOptionNone: effect('fails', 'httpx 0.20', 'a TypeError since httpx 0.20'),
  bodyless: { level: 'fails', why: 'a TypeError in httpx: unexpected keyword argument' },
  positional: { level: 'fails', why: 'a TypeError in httpx: too many positional arguments' },
  rawData: {
    level: 'warns',
    why: 'httpx warns about a raw body in `data`, and ignores `json` and `files` beside it',
  },
  pairs: { level: 'fails', why: 'an error in httpx: it takes `data` that is not a mapping for a raw body' },
};
