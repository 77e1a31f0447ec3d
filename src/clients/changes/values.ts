import { change, effect, type Changes } from './change.ts';

const STARLETTE = 'Starlette 0.21';

/** What changed in values of forms, queries, headers and files. */
export const OF_VALUES = {
  noneValue: change(
    '`primitive_value_to_str` in _utils.py of httpx 0.23; `_encode_params` in models.py of requests 2.28',
    effect(
      'differs',
      STARLETTE,
      'requests left out a key whose value is `None`, httpx sends it as an empty text',
    ),
  ),
  booleanValue: change(
    '`primitive_value_to_str` in _utils.py of httpx 0.23',
    effect('differs', STARLETTE, 'requests sent `True` as `True`, httpx sends `true`'),
  ),
  bytesValue: change(
    '`primitive_value_to_str` in _utils.py of httpx 0.23',
    effect('differs', STARLETTE, "requests sent the text in the bytes, httpx sends their `repr`: `b'x'`"),
  ),
  memberValue: change(
    '`_encode_params` in models.py of requests 2.28',
    effect(
      'differs',
      STARLETTE,
      'requests sent the value of the member, httpx sends its `str`: `Class.NAME`',
    ),
  ),
  iterableValue: change(
    '`encode_urlencoded_data` in _content.py of httpx 0.23',
    effect(
      'differs',
      STARLETTE,
      'requests sent each item, httpx takes only a list or a tuple and sends the `repr` of others',
    ),
  ),
  mappingValue: change(
    '`encode_urlencoded_data` in _content.py of httpx 0.23',
    effect('differs', STARLETTE, 'requests sent the keys of the dictionary, httpx sends its `repr`'),
  ),
  fieldValue: change(
    '`DataField.__init__` in _multipart.py of httpx 0.23',
    effect(
      'fails',
      STARLETTE,
      'a TypeError in httpx beside `files`: invalid type for value, or for the name',
    ),
  ),
  noneHeader: change(
    '`normalize_header_value` in _utils.py of httpx 0.23, and in _models.py of 0.28',
    effect('fails', STARLETTE, 'requests left out a header whose value is `None`, httpx raises an error'),
  ),
  headerType: change(
    '`check_header_validity` in utils.py of requests 2.28, `normalize_header_value` of httpx',
    effect(
      'fails',
      STARLETTE,
      'requests raised InvalidHeader, httpx raises an AttributeError or a TypeError',
    ),
  ),
  headerText: change(
    '`normalize_header_value` in _utils.py of httpx 0.23',
    effect(
      'fails',
      STARLETTE,
      'a UnicodeEncodeError: httpx encodes a header as ASCII, the old client did as UTF-8',
    ),
  ),
  methodBytes: change(
    '`Request.__init__` in _models.py of httpx 0.28',
    effect('differs', 'httpx 0.28', 'httpx 0.28 no longer decodes a method that is bytes'),
  ),
} satisfies Changes;
