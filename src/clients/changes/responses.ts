import { change, effect, fails, type Changes } from './change.ts';

const MODELS = '`Response` in _models.py of httpx 0.23 and models.py of requests 2.28';

/** What changed in what a response is and has: its attributes, its truth, its URL. */
export const OF_RESPONSES = {
  goneAttribute: change(
    MODELS,
    effect('fails', 'Starlette 0.21', 'an AttributeError since Starlette 0.21'),
    fails('it is undefined on the new client'),
  ),
  responseTruth: change(
    '`Response.__bool__` in models.py of requests 2.28; `Response` of httpx has none',
    effect('differs', 'Starlette 0.21', 'since Starlette 0.21 a response is true whatever its status is'),
  ),
  redirectAttribute: change(
    '`Response.is_redirect` in _models.py of httpx 0.23 and models.py of requests 2.28',
    effect(
      'differs',
      'Starlette 0.21',
      'since Starlette 0.21 it is true of every 3xx, 304 and those without a location too',
    ),
  ),
  reasonText: change(
    '`codes` in _status_codes.py of httpx 0.23 and `HTTPStatus` of Python 3.11',
    effect('differs', 'Starlette 0.21', 'the phrases of httpx are its own since Starlette 0.21'),
  ),
  reasonTextOfHttpx2: change(
    '`codes` in _status_codes.py of httpx2 2.16 and `HTTPStatus` of Python 3.11',
    effect('differs', 'httpx2', 'httpx2 has the phrases of RFC 9110'),
  ),
  linesAreText: change(
    '`Response.iter_lines` in _models.py of httpx 0.23 and models.py of requests 2.28',
    effect(
      'differs',
      'Starlette 0.21',
      'since Starlette 0.21 the lines are text, with their line ends before httpx 0.24, and it takes no arguments',
    ),
  ),
  notIterable: change(
    MODELS,
    effect('fails', 'Starlette 0.21', "a TypeError since Starlette 0.21: 'Response' object is not iterable"),
  ),
  notEntered: change(
    MODELS,
    effect(
      'fails',
      'Starlette 0.21',
      'an error since Starlette 0.21: a response is no context manager any more',
    ),
  ),
  jsonEncoding: change(
    '`Response.json` in _models.py of httpx 0.23, which hands its options to `json.loads`',
    effect('fails', 'Starlette 0.21', 'a TypeError since Starlette 0.21: unexpected keyword argument'),
  ),
  urlObject: change(
    '`URL` in _urls.py of httpx 0.23; `Response.url` of requests is a str',
    effect(
      'fails',
      'Starlette 0.21',
      'since Starlette 0.21 it is an object, which has nothing that a str has',
    ),
  ),
} satisfies Changes;
