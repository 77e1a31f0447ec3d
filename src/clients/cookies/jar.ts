/**
 * What sets cookies in an application, by the words for it. Source: `Response.set_cookie` and `delete_cookie` in responses.py,
 * `SessionMiddleware` in middleware/sessions.py of Starlette 0.13 to 1.0, and the header that they write.
 */
export const SETS_COOKIES =
  /\b(?:set_cookies?|delete_cookie|SessionMiddleware|SimpleCookie)\b|\bset-cookie\b|csrf|\.cookies(?:\[[^\]\n]*\]\s*=[^=]|\.(?:set|update|setdefault|set_cookie)\b|\s*=[^=])/i;

/** A cookie that is set, with its name: `response.set_cookie("session", ...)`, `set_cookie(key="session")`. */
export const NAMED_COOKIE = /\bset_cookie\(\s*(?:key\s*=\s*)?["']([^"'\n]+)["']/g;

/** Set no cookie by themselves. */
export const FRAMEWORKS: ReadonlySet<string> = new Set(['fastapi', 'starlette']);

const STDLIB =
  'abc argparse array ast asyncio base64 binascii bisect builtins calendar collections concurrent configparser contextlib contextvars ' +
  'copy csv dataclasses datetime decimal difflib email enum errno fractions functools gc getpass glob gzip hashlib heapq hmac html http ' +
  'importlib inspect io ipaddress itertools json logging math mimetypes numbers operator os pathlib pickle pkgutil platform pprint ' +
  'queue random re secrets shutil signal socket sqlite3 ssl stat statistics string struct subprocess sys tempfile textwrap threading ' +
  'time traceback types typing unicodedata unittest urllib uuid warnings weakref xml zipfile zlib zoneinfo __future__';

/** What an application may import that sets no cookie unless the application does so itself: its words would show it. */
export const CANNOT_SET_COOKIES: ReadonlySet<string> = new Set(
  `${STDLIB} pydantic pydantic_settings pydantic_core typing_extensions annotated_types httpx httpx2 requests pytest anyio trio
  pytest_asyncio pytest_mock sniffio orjson ujson sqlalchemy sqlmodel databases jinja2 markupsafe yaml dirty_equals freezegun faker
  dotenv attr attrs mock multipart python_multipart email_validator`.split(/\s+/),
);
