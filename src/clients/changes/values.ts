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
  fileName: change(
    '`FileField.__init__` in _multipart.py of httpx 0.23; `guess_filename` in utils.py of requests 2.28',
    effect('differs', STARLETTE, 'the file name was the name of the field, httpx makes it `upload`'),
  ),
  fileDescriptor: change(
    '`FileField.__init__` in _multipart.py of httpx 0.23',
    effect(
      'differs',
      STARLETTE,
      'the file name was the name of the field, httpx makes it the `name` of the object: a number, or `None`',
    ),
  ),
  fileText: change(
    '`FileField.__init__` in _multipart.py of httpx 0.23.0 and 0.23.1',
    effect('fails', STARLETTE, 'a TypeError in httpx 0.23.0, which Starlette 0.21 allows: it takes bytes'),
  ),
  fileTextMode: change(
    '`FileField.__init__` in _multipart.py of httpx 0.23.1',
    effect('fails', 'httpx 0.23.1', 'a TypeError in httpx: files must be opened in binary mode'),
  ),
  fileContent: change(
    '`FileField.render_data` in _multipart.py of httpx 0.23',
    effect('fails', STARLETTE, "an AttributeError in httpx: the object has no attribute 'read'"),
  ),
  fileType: change(
    '`guess_content_type` in _multipart.py of httpx 0.23',
    effect(
      'fails',
      STARLETTE,
      'requests sent no type, httpx guesses `text/plain` of `a.txt`, and else sends `application/octet-stream`',
    ),
  ),
  fileSpent: change(
    '`FileField.render_data` in _multipart.py of httpx 0.23',
    effect('differs', STARLETTE, 'requests sent what was left of a file, httpx takes it back to its start'),
  ),
  fileNameEmpty: change(
    '`FileField.render_headers` in _multipart.py of httpx 0.23',
    effect(
      'differs',
      STARLETTE,
      'requests sent an empty file name, httpx sends none: the part is a form field then',
    ),
  ),
  fileTypeEmpty: change(
    '`FileField.render_headers` in _multipart.py of httpx 0.23',
    effect(
      'differs',
      STARLETTE,
      'requests sent no type for an empty one, httpx sends an empty `Content-Type`',
    ),
  ),
  fileHeaders: change(
    '`FileField.__init__` in _multipart.py of httpx 0.23',
    effect(
      'differs',
      STARLETTE,
      'with requests the type won, with httpx the `Content-Type` among the headers does',
    ),
  ),
  fieldName: change(
    '`FileField.render_headers` in _multipart.py of httpx 0.23.3',
    effect('fails', 'httpx 0.23.3', 'a TypeError in httpx: the name of a part has to be text'),
  ),
  boundary: change(
    '`MultipartStream.__init__` in _multipart.py of httpx 0.23.1',
    effect(
      'differs',
      'httpx 0.23.1',
      'requests separated the parts by another boundary than the header says, httpx uses that of the header',
    ),
  ),
  queryBesideParams: change(
    '`URL.copy_merge_params` of httpx 0.23, `URL.__init__` in _urls.py of httpx 0.28.0',
    effect(
      'differs',
      'httpx 0.28',
      'requests appended `params` to the query of the URL, httpx 0.28 drops that query',
    ),
  ),
  sameKey: change(
    '`QueryParams.merge` in _urls.py of httpx 0.23',
    effect(
      'differs',
      STARLETTE,
      'requests sent the key of the URL and that of `params`, httpx only the latter',
    ),
  ),
  emptyParams: change(
    '`URL.__init__` in _urls.py of httpx 0.28.0',
    effect('differs', 'httpx 0.28', 'httpx 0.28 drops the query of the URL even if `params` is empty'),
  ),
  flagParams: change(
    '`QueryParams.__init__` in _urls.py of httpx 0.23',
    effect('differs', STARLETTE, 'requests sent `?flag`, httpx sends `?flag=`, and 0.23.0 nothing'),
  ),
  markedParams: change(
    '`QueryParams.__init__` in _urls.py of httpx 0.23',
    effect('differs', STARLETTE, 'requests sent `??`, httpx encodes the second one as `%3F`'),
  ),
  listInPair: change(
    '`QueryParams.__init__` in _urls.py of httpx 0.23',
    effect('differs', STARLETTE, 'requests sent each item, httpx sends the `repr` of the list'),
  ),
  groupedPairs: change(
    '`QueryParams.__init__` in _urls.py of httpx 0.23',
    effect(
      'differs',
      STARLETTE,
      'requests kept the order of the pairs, httpx sends those of one key together',
    ),
  ),
  iterableParams: change(
    '`QueryParams.__init__` in _urls.py of httpx 0.23',
    effect('fails', STARLETTE, "an AttributeError in httpx: the object has no attribute 'items'"),
  ),
} satisfies Changes;
