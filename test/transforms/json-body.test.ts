import { describe, expect, test } from 'vitest';
import { migrate } from '../../src/core/engine/migrate.ts';
import { defaultTarget, type Versions } from '../../src/core/model/target.ts';
import type { Result } from '../../src/core/engine/result.ts';
import { languages } from '../../src/languages/index.ts';
import { rule } from '../../transforms/json-body.ts';
import { findings, noop, unsafeCases } from '../support/rules.ts';
import { py, type Snippet } from '../support/snippets.ts';

/** A test module with an application of FastAPI, and a client of it. */
const withApp = (statement: string): Snippet => py`
  import json
  import orjson
  from fastapi import FastAPI, Request
  from fastapi.testclient import TestClient
  from pydantic import BaseModel
  class Item(BaseModel):
      name: str
  app = FastAPI()
  @app.post("/items")
  def create(item: Item):
      return item
  @app.api_route("/any", methods=["DELETE"])
  def any(item: Item):
      return item
  @app.post("/hook")
  async def hook(request: Request):
      return await request.json()
  client = TestClient(app)
  ${statement}
`;

const HEADER = 'headers={"Content-Type": "application/json"}';

unsafeCases(rule, [
  [
    'what json.dumps writes, beside data and content [B5, F6]',
    withApp(
      'client.post("/items", content=json.dumps({"name": "a"}))\n  client.post("/items", data=json.dumps(item))',
    ),
    withApp('client.post("/items", json={"name": "a"})\n  client.post("/items", json=item)'),
  ],
  [
    'through request',
    withApp('client.request("DELETE", "/any", content=json.dumps(item))'),
    withApp('client.request("DELETE", "/any", json=item)'),
  ],
  [
    'beside headers that name no content type, and some that are not in sight',
    withApp(
      'client.post("/items", content=json.dumps(item), headers={"Authorization": token})\n  client.post("/items", content=json.dumps(item), headers=headers)',
    ),
    withApp(
      'client.post("/items", json=item, headers={"Authorization": token})\n  client.post("/items", json=item, headers=headers)',
    ),
  ],
  [
    'what keeps its bytes and gets the header: options of dumps, other writers, models, text',
    withApp(
      [
        'client.post("/items", content=json.dumps(item, indent=2))',
        'client.post("/items", content=json.dumps({"name": float("nan")}))',
        'client.post("/items", content=json.dumps(None))',
        'client.post("/items", content=orjson.dumps(item))',
        'client.post("/items", content=Item(name="a").json())',
        'client.post("/items", content=Item(name="a").model_dump_json())',
        `client.post("/items", content='{"name": "a"}')`,
      ].join('\n  '),
    ),
    withApp(
      [
        `client.post("/items", content=json.dumps(item, indent=2), ${HEADER})`,
        `client.post("/items", content=json.dumps({"name": float("nan")}), ${HEADER})`,
        `client.post("/items", content=json.dumps(None), ${HEADER})`,
        `client.post("/items", content=orjson.dumps(item), ${HEADER})`,
        `client.post("/items", content=Item(name="a").json(), ${HEADER})`,
        `client.post("/items", content=Item(name="a").model_dump_json(), ${HEADER})`,
        `client.post("/items", content='{"name": "a"}', ${HEADER})`,
      ].join('\n  '),
    ),
  ],
]);

findings(rule, [
  [
    'a body whose header is computed from its bytes',
    withApp('client.post("/items", content=json.dumps(item), headers={"X-Signature": sign(item)})'),
    ['content', 'to its headers', 'FastAPI answers 422'],
  ],
  [
    'text beside headers that name no content type',
    withApp(`client.post("/items", content='{"name": "a"}', headers={"Authorization": token})`),
    ['content', 'to its headers', '0.132'],
  ],
]);

noop(rule, [
  withApp('client.post("/items", json=item)'),
  withApp(`client.post("/items", content=json.dumps(item), ${HEADER})`),
  withApp('client.post("/items", content=json.dumps(item), headers={"content-type": "text/plain"})'),
  withApp('client.post("/items", data={"name": "a"})'),
  withApp('client.post("/items", content="raw")'),
  withApp('client.post("/items", content="{not json")'),
  withApp('client.post("/items", content=b"\\x00")'),
  withApp('client.post("/items", content=body)'),
  // It reads the request itself.
  withApp('client.post("/hook", content=json.dumps(item))'),
  // No route is in sight.
  withApp('client.post("/elsewhere", content=json.dumps(item))'),
  py`client.post("/", content=json.dumps({}))`,
  // An application of Starlette.
  py`
    import json
    from starlette.applications import Starlette
    from starlette.routing import Route
    app = Starlette(routes=[Route("/items", create, methods=["POST"])])
    client = TestClient(app)
    client.post("/items", content=json.dumps({}))
  `,
  // The application takes it.
  py`
    import json
    from fastapi import FastAPI
    app = FastAPI(strict_content_type=False)
    @app.post("/items")
    def create(item: dict):
        return item
    client = TestClient(app)
    client.post("/items", content=json.dumps({}))
  `,
  py`
    import json
    import requests
    requests.post("/items", data=json.dumps({}))
  `,
  // A function of the project.
  withApp('from helpers import dumps\n  client.post("/items", content=dumps(item))'),
]);

describe('by the target', () => {
  const run = async (fastapi: Versions, statement: string): Promise<Result> => {
    const language = await languages[0]!.load();
    const target = { ...defaultTarget, versions: { fastapi } };
    return migrate(withApp(statement).text, 'tests/test_it.py', language, { rules: [rule], target });
  };
  const LATER = { least: [0, 132] };

  test('the fix is safe where FastAPI asks for the content type', async () => {
    const result = await run(LATER, 'client.post("/items", content=json.dumps(item))');
    expect(result).toMatchObject({ status: 'changed', edits: 1 });
  });

  test('a call whose route is not in sight is told of', async () => {
    const result = await run(LATER, 'client.post("/elsewhere", content=json.dumps(item))');
    expect(result).toMatchObject({
      status: 'unchanged',
      findings: [{ rule: 'json-body', fix: 'available' }],
    });
  });

  test('nothing is said for a FastAPI before that', async () => {
    const result = await run({ below: [0, 116] }, 'client.post("/items", content=json.dumps(item))');
    expect(result).toMatchObject({ status: 'unchanged', findings: [] });
  });
});
