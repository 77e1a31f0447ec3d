import { describe, expect, test } from 'vitest';
import { openIn, receiversOf } from '../../support/project.ts';

const TEST = 'tests/test_app.py';
const HEAD = 'from fastapi.testclient import TestClient\nclient = TestClient(app)\n';

type Row = readonly [situation: string, source: string, found: readonly string[]];

const opened = (source: string) => openIn({ [TEST]: HEAD + source }, TEST);

describe('a method of a client is found where it is held', () => {
  test.each<Row>([
    ['in a name', 'send = client.post\nsend("/")', ['4 send.post proven constructed']],
    [
      'in a name, of something that is likely a client',
      'from lib.testing import TestClient as Other\nsend = Other(app).post\nsend("/")',
      ['5 send.post likely named'],
    ],
    [
      'in a name that may hold something else',
      'import requests\nsend = client.post if x else requests.post\nsend("/")',
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
      'for name in ["get", "delete"]:\n    send = getattr(client, name)\n    send("/")',
      ['5 send. proven constructed'],
    ],
    [
      'in an attribute',
      'class T:\n    def setUp(self):\n        self.post = client.post\n    def test_a(self):\n        self.post("/")',
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
      'from functools import partial\nsend = partial(client.post, headers={})\nsend("/")',
      ['4 client.post.post proven constructed', '5 send.post proven constructed'],
    ],
    ['by what calls it later', 'pool.submit(client.get, "/")', ['3 client.get.get proven constructed']],
    ['but not in what is called at once', 'print(client.get, "/")', []],
    ['nor where the project put its own in place', 'TestClient.delete = fake\nclient.delete("/")', []],
  ])('%s', async (_, source, found) => {
    expect(receiversOf(await opened(source))).toEqual(found);
  });
});

describe('what is given to a method beforehand moves what comes later', () => {
  test.each<readonly [source: string, args: number, positional: boolean]>([
    ['partial(client.post, "/")', 1, false],
    ['partial(client.post, "/", body)', 0, true],
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
