import fc from 'fast-check';
import { LAYOUTS, type Layout } from './layouts.ts';
import { indent, number } from './piece.ts';

/** How the class is imported, and what it is called then. */
interface Import {
  readonly line: string;
  readonly name: string;
  /** Stands in the function that uses it. */
  readonly local?: boolean;
}

/** Where the client is made, and how the test gets it. `MAKE` stands for the construction, `BODY` for the calls. */
type Holder = (make: (args: readonly string[]) => string, args: readonly string[]) => Held;

interface Held {
  readonly module?: string;
  /** The name of a fixture, which becomes a parameter. */
  readonly fixture?: string;
  readonly opened: string;
}

/** A test of a client of httpx that has its application in `app=`. */
export interface AsgiPlan {
  readonly from: Import;
  readonly app: string;
  readonly more: readonly string[];
  readonly isFirst: boolean;
  readonly layout: Layout;
  readonly holder: Holder;
  readonly call: string;
}

const ASGI_IMPORTS: readonly Import[] = [
  { line: 'from httpx import AsyncClient', name: 'AsyncClient' },
  { line: 'import httpx', name: 'httpx.AsyncClient' },
  { line: 'import httpx as hx', name: 'hx.AsyncClient' },
  { line: 'from httpx import AsyncClient as Http', name: 'Http' },
  { line: 'from httpx import AsyncClient, Response', name: 'AsyncClient' },
  { line: 'from httpx import ASGITransport, AsyncClient', name: 'AsyncClient' },
  { line: 'from httpx import (\n    AsyncClient,  # the client\n    Response,\n)', name: 'AsyncClient' },
  { line: 'from httpx import *', name: 'AsyncClient' },
  {
    line: 'try:\n    from httpx import AsyncClient\nexcept ImportError:\n    AsyncClient = None',
    name: 'AsyncClient',
  },
  { line: 'from httpx import AsyncClient', name: 'AsyncClient', local: true },
  { line: 'import httpx', name: 'httpx.AsyncClient', local: true },
  { line: 'import httpx; import json', name: 'httpx.AsyncClient' },
  { line: 'import json, httpx', name: 'httpx.AsyncClient' },
];

const APPS = ['app', 'get_app()', 'APPS["a"]', '(app)', 'app if app else None', 'app or None'] as const;

const MORE = [
  'base_url="http://test"',
  'headers={"x-one": "1"}',
  'follow_redirects=True',
  'timeout=5',
] as const;

const CALLS: readonly string[] = [
  'response = await client.get("http://test/echo/§")\nassert response.status_code == 200',
  'response = await client.post("http://test/echo/§", json={"a": 1})\nassert response.json()["ok"]',
  'response = await client.post("http://test/echo/§", data={"a": "1"})\nassert response.is_success',
  'response = await client.post("http://test/echo/§", data="text")\nassert response.status_code == 200',
  'response = await client.put("http://test/echo/§", content=b"bytes")\nassert response.status_code == 200',
  'response = await client.request("DELETE", "http://test/echo/§", json=[1])\nassert response.status_code == 200',
  'assert (await client.get("http://test/redirect/303/landed/§", follow_redirects=False)).status_code == 303',
  'assert (await client.post("http://test/redirect/303/landed/§", follow_redirects=True)).status_code == 200',
];

const within = (code: string): string => `async with ${code} as client:\n    BODY`;

const HOLDERS: readonly Holder[] = [
  (make, args) => ({ opened: within(make(args)) }),
  (make, args) => ({ opened: `client = ${make(args)}\nBODY\nawait client.aclose()` }),
  (make, args) => ({
    module: `def make_§(**options):\n    return ${make([...args, '**options'])}\n`,
    opened: within('make_§()'),
  }),
  (make, args) => ({
    module: `@pytest.fixture\ndef http_§():\n    return ${make(args)}\n`,
    fixture: 'http_§',
    opened: within('http_§'),
  }),
  (make, args) => ({
    module: `@asynccontextmanager\nasync def open_§():\n    async with ${make(args)} as opened:\n        yield opened\n`,
    opened: within('open_§()'),
  }),
  (_make, args) => ({
    module: `class Api_§(CLASS):\n    def __init__(self, **options):\n        super().__init__(${[...args, '**options'].join(', ')})\n`,
    opened: within('Api_§()'),
  }),
  (_make, args) => ({
    module: 'class Plain_§(CLASS):\n    pass\n',
    opened: within(`Plain_§(${args.join(', ')})`),
  }),
  (make, args) => ({ opened: within(make([`**{${args.map(quoted).join(', ')}}`])) }),
  (make, args) => ({
    opened: `options = {${args.map(quoted).join(', ')}}\n${within(make(['**options']))}`,
  }),
  (make, args) => ({ opened: `options = dict(${args.join(', ')})\n${within(make(['**options']))}` }),
  (_make, args) => ({ opened: `make = partial(CLASS, ${args.join(', ')})\n${within('make()')}` }),
  (make, args) => ({ module: `CLIENT_§ = ${make(args)}\n`, opened: within('CLIENT_§') }),
];

const quoted = (arg: string): string => arg.replace(/^(\w+)=/, '"$1": ');

const one = <T>(items: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...items);

export const asgiPlan: fc.Arbitrary<AsgiPlan> = fc.record({
  from: one(ASGI_IMPORTS),
  app: one(APPS),
  more: fc.subarray([...MORE]),
  isFirst: fc.boolean(),
  layout: one(LAYOUTS.filter(({ name }) => !/dot|broken|parentheses/.test(name))),
  holder: one(HOLDERS),
  call: one(CALLS),
});

const HEAD = `import asyncio
import pytest
from contextlib import asynccontextmanager
from functools import partial
from echo import app

APPS = {"a": app}


def get_app():
    return app

`;

/** The text of a module with one test, whose call is `0_0`. */
export function renderAsgi({ from, app, more, isFirst, layout, holder, call }: AsgiPlan): string {
  const args = isFirst ? [`app=${app}`, ...more] : [...more, `app=${app}`];
  const named = (text: string): string => number(text.replaceAll('CLASS', from.name), '0_0');
  const { module = '', fixture = '', opened } = holder((all) => layout.write(from.name, all), args);
  // What stands at the top of the module needs its import there.
  const isLocal = from.local === true && module === '';
  const body = opened.replace(/^( *)BODY/m, (_, margin: string) => indent(call, margin));
  const run = [...(isLocal ? [from.line] : []), body].join('\n');
  return named(
    `${isLocal ? '' : `${from.line}\n`}${HEAD}${module}\ndef test_0(${fixture}):\n    async def run():\n${indent(run, '        ')}\n\n    asyncio.run(run())\n`,
  );
}
