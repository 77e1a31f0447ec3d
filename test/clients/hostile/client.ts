import type { Layer } from './layers.ts';
import { indent, layOut, SHARED, type Block, type Unit } from './project.ts';
import type { Provision } from './provisions.ts';

/** The name of the class in `tests/clients.py`, whatever it derives from. */
const CLIENT = 'Api';
const CLIENTS = 'tests/clients.py';

const APP = `async def echo(request):
    body = await request.body()
    return JSONResponse({"method": request.method, "body": body.decode("latin-1"), "query": request.url.query})


async def moved(request):
    return RedirectResponse("/landed/" + request.path_params["name"], status_code=303)


METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]

app = Starlette(
    routes=[
        Route("/moved/{name:path}", moved, methods=METHODS),
        Route("/echo/{name:path}", echo, methods=METHODS),
        Route("/landed/{name:path}", echo, methods=METHODS),
    ]
)`;

const APPLICATION: Block = {
  path: 'shop/app.py',
  imports: [
    'from starlette.applications import Starlette',
    'from starlette.responses import JSONResponse, RedirectResponse',
    'from starlette.routing import Route',
  ],
  text: APP,
};

const EVERYWHERE: readonly Block[] = [
  APPLICATION,
  { path: 'shop/__init__.py', text: '' },
  { path: 'tests/__init__.py', text: '' },
];

/** The files that every project has. */
export const STANDARD = layOut('standard', [{ id: SHARED, name: 'standard', blocks: EVERYWHERE }]).files;

/** The application, the class of the clients, and how a test gets one. */
export function sharedUnit(layers: readonly Layer[], provision: Provision): Unit {
  const names = ['the client', ...layers.map(({ name }) => name), provision.name];
  return {
    id: SHARED,
    name: names.join(', '),
    blocks: [
      ...EVERYWHERE,
      ...hierarchy(layers),
      ...provision.blocks,
      ...(layers.length > 0 ? probes() : []),
    ],
  };
}

/** A class for each layer, the last of which is the client of the tests. */
function hierarchy(layers: readonly Layer[]): readonly Block[] {
  const imports = ['from starlette.testclient import TestClient'];
  if (layers.length === 0) return [{ path: CLIENTS, imports, text: `${CLIENT} = TestClient` }];
  const texts: string[] = [];
  let base = 'TestClient';
  let beside = '';
  for (const [index, layer] of layers.entries()) {
    const isLast = index === layers.length - 1;
    const name = isLast && !layer.mixin ? CLIENT : `Layer${index}`;
    const bases = layer.mixin ? (layer.bases ?? '') : `(${beside}${base})`;
    const { above, body, below } = layer;
    if (above && !texts.includes(above)) texts.push(above);
    texts.push(`class ${name}${bases}:\n${indent(body.replaceAll('BASE', base))}`);
    if (below) texts.push(below.replaceAll('CLASS', name));
    if (layer.mixin) beside = `${beside}${name}, `;
    else [base, beside] = [name, ''];
    if (isLast && layer.mixin) texts.push(`class ${CLIENT}(${beside}${base}):\n    pass`);
  }
  const own = layers.flatMap((layer) => layer.imports ?? []);
  return [{ path: CLIENTS, imports: [...new Set([...own, ...imports])], text: texts.join('\n\n\n') }];
}

/** Calls that every client takes, by every verb: a method that overrides the client's is called with anything. */
const PROBES: readonly (readonly [name: string, call: string])[] = [
  ['get', 'get("/echo/get", params={"q": "1"})'],
  ['get_followed', 'get("/moved/get", headers={"x-one": "1"})'],
  ['post_form', 'post("/echo/form", data={"a": "1"})'],
  ['post_json', 'post("/echo/json", json={"a": 1})'],
  ['put_form', 'put("/echo/put", data={"a": "1"})'],
  ['patch_json', 'patch("/echo/patch", json={"a": 1}, headers={"x-one": "1"})'],
  ['delete', 'delete("/echo/delete")'],
  ['head', 'head("/echo/head")'],
  ['request', 'request("POST", "/echo/request", data={"a": "1"}, headers={"x-one": "1"})'],
];

/** Out of sight of the command, so that it does not take them for the only callers. */
const probes = (): readonly Block[] => [
  {
    path: 'probes/test_probes.py',
    hidden: true,
    imports: ['from shop.app import app', `from tests.clients import ${CLIENT}`],
    text: PROBES.map(
      ([name, call]) => `def test_client_${name}():\n    assert ${CLIENT}(app).${call}.status_code < 400`,
    ).join('\n\n\n'),
  },
];
