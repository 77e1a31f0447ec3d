import { describe, expect, test } from 'vitest';
import { openIn, receiversOf } from '../../support/project.ts';
import { code } from '../../support/snippets.ts';

const TEST = 'tests/test_app.py';
const HEAD = code`
  from fastapi.testclient import TestClient
  client = TestClient(app)

`;

type Row = readonly [situation: string, source: string, found: readonly string[]];

const opened = (source: string) => openIn({ [TEST]: HEAD + source }, TEST);

describe('a method of a client is found where it is held', () => {
  test.each<Row>([
    ['in a name', 'send = client.post\nsend("/")', ['4 send.post proven constructed']],
    [
      'in a name, of something that is likely a client',
      code`
        from lib.testing import TestClient as Other
        send = Other(app).post
        send("/")
      `,
      ['5 send.post likely named'],
    ],
    [
      'in a name that may hold something else',
      code`
        import requests
        send = client.post if x else requests.post
        send("/")
      `,
      ['5 send.post mixed constructed'],
    ],
    [
      'in a name that may hold nothing',
      'send = client.post if x else None\nsend("/")',
      ['4 send.post proven constructed'],
    ],
    [
      'in a name, chosen at run time',
      'send = getattr(client, name)\nsend("/")',
      ['4 send. proven constructed'],
    ],
    [
      'in a name, chosen among some',
      code`
        for name in ["get", "delete"]:
            send = getattr(client, name)
            send("/")
      `,
      ['5 send. proven constructed'],
    ],
    [
      'in an attribute',
      code`
        class T:
            def setUp(self):
                self.post = client.post
            def test_a(self):
                self.post("/")
      `,
      ['7 self.post.post proven constructed'],
    ],
    [
      'in a dictionary',
      '{"d": client.delete}["d"]("/")',
      ['3 {"d": client.delete}["d"].delete proven constructed'],
    ],
    [
      'in a condition',
      '(client.get if x else client.put)("/")',
      ['3 client.get if x else client.put. proven constructed'],
    ],
    [
      'in a partial',
      code`
        from functools import partial
        send = partial(client.post, headers={})
        send("/")
      `,
      ['4 client.post.post proven constructed', '5 send.post proven constructed'],
    ],
    ['by what calls it later', 'pool.submit(client.get, "/")', ['3 client.get.get proven constructed']],
    ['but not in what is called at once', 'print(client.get, "/")', []],
    [
      'mixed where the project put its own in place',
      'TestClient.delete = fake\nclient.delete("/")',
      ['4 client.delete mixed constructed'],
    ],
  ])('%s', async (_, source, found) => {
    expect(receiversOf(await opened(source))).toEqual(found);
  });
});

describe('what is given to a method beforehand moves what comes later', () => {
  test.each<readonly [source: string, args: number, positional: boolean]>([
    ['partial(client.post, "/")', 1, false],
    ['partial(client.post, "/", body)', 0, true],
    ['partial(client.request, "DELETE", "/")', 2, false],
    ['partial(client.request, "DELETE", "/", body)', 0, true],
    ['partial(client.post, "/")(body)', 0, true],
    ['partial(client.post, "/")(data=body)', 0, false],
    ['partial(client.post, headers={})("/")', 1, false],
  ])('in %s', async (source, args, positional) => {
    const { calls } = await opened(`from functools import partial\n${source}`);
    const [call] = calls;
    expect(call?.args.length).toBe(args);
    expect(call?.hidden).toMatchObject(positional ? { may: 'anything', positional } : { may: 'nothing' });
  });
});
