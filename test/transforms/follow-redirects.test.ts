import { describe } from 'vitest';
import { rule } from '../../transforms/follow-redirects.ts';
import { cases, findings, noop } from '../support/rules.ts';
import { py } from '../support/snippets.ts';

cases(rule, [
  [
    'renames the option',
    py`client.get("/", allow_redirects=False)`,
    py`client.get("/", follow_redirects=False)`,
  ],
  [
    'keeps spaces around the value',
    py`client.get("/", allow_redirects = True)`,
    py`client.get("/", follow_redirects = True)`,
  ],
  [
    'renames it on request',
    py`client.request("GET", "/", allow_redirects=x)`,
    py`client.request("GET", "/", follow_redirects=x)`,
  ],
  [
    'renames it behind **kwargs',
    py`client.get("/", **kw, allow_redirects=x)`,
    py`client.get("/", **kw, follow_redirects=x)`,
  ],
  [
    'renames it before **kwargs',
    py`client.get("/", allow_redirects=x, **kw)`,
    py`client.get("/", follow_redirects=x, **kw)`,
  ],
  [
    'renames it behind *args',
    py`client.get(*args, allow_redirects=x)`,
    py`client.get(*args, follow_redirects=x)`,
  ],
  [
    'keeps a value in parentheses',
    py`client.get("/", allow_redirects=(False))`,
    py`client.get("/", follow_redirects=(False))`,
  ],
  [
    'keeps a variable of the same name',
    py`
    def test_it(allow_redirects):
        client.get("/", allow_redirects=allow_redirects)
  `,
    py`
    def test_it(allow_redirects):
        client.get("/", follow_redirects=allow_redirects)
  `,
  ],
  [
    'keeps lines and comments',
    py`
    client.post(
        "/",  # the login
        allow_redirects=False,  # stay here
    )
  `,
    py`
    client.post(
        "/",  # the login
        follow_redirects=False,  # stay here
    )
  `,
  ],
  [
    'renames the key of a dictionary that only clients are given',
    py`
    options = {"allow_redirects": False, 'headers': {}}
    client.get("/", **options)
    client.post("/", **options)
  `,
    py`
    options = {"follow_redirects": False, 'headers': {}}
    client.get("/", **options)
    client.post("/", **options)
  `,
  ],
  [
    'renames the key of a spread literal',
    py`client.get("/", **{'allow_redirects': False})`,
    py`client.get("/", **{'follow_redirects': False})`,
  ],
  [
    'renames calls inside calls',
    py`
    client.get(client.get("/", allow_redirects=True).text, allow_redirects=False)
  `,
    py`
    client.get(client.get("/", follow_redirects=True).text, follow_redirects=False)
  `,
  ],
  [
    'renames in f-strings',
    py`
    url = f"{client.get('/', allow_redirects=False).headers['location']}/x"
  `,
    py`
    url = f"{client.get('/', follow_redirects=False).headers['location']}/x"
  `,
  ],
  [
    'renames in decorators, defaults and comprehensions',
    py`
    @check(client.get("/", allow_redirects=False))
    def test_it(r=client.get("/", allow_redirects=True)):
        return [client.get(u, allow_redirects=False) for u in urls]
  `,
    py`
    @check(client.get("/", follow_redirects=False))
    def test_it(r=client.get("/", follow_redirects=True)):
        return [client.get(u, follow_redirects=False) for u in urls]
  `,
  ],
  [
    'renames on one line with other statements',
    py`
    if x: client.get("/", allow_redirects=False); y = 1
    else: client.get("/b", allow_redirects=True)
  `,
    py`
    if x: client.get("/", follow_redirects=False); y = 1
    else: client.get("/b", follow_redirects=True)
  `,
  ],
  [
    'renames with getattr',
    py`getattr(client, "get")("/", allow_redirects=False)`,
    py`getattr(client, "get")("/", follow_redirects=False)`,
  ],
  [
    'renames with a method held in a name',
    py`
    fetch = client.get
    fetch("/", allow_redirects=False)
  `,
    py`
    fetch = client.get
    fetch("/", follow_redirects=False)
  `,
  ],
  [
    'turns None into False',
    py`client.get("/", allow_redirects=None)`,
    py`client.get("/", follow_redirects=False)`,
  ],
  [
    'turns None in parentheses into False',
    py`client.get("/", allow_redirects=(None), timeout=1)`,
    py`client.get("/", follow_redirects=False, timeout=1)`,
  ],
  [
    'turns None in a spread literal into False',
    py`client.get("/", **{"allow_redirects": None})`,
    py`client.get("/", **{"follow_redirects": False})`,
  ],
  [
    'drops it beside the new option',
    py`
    client.get("/", allow_redirects=False, follow_redirects=True)
  `,
    py`
    client.get("/", follow_redirects=True)
  `,
  ],
  [
    'drops it behind the new option, with its line',
    py`
    client.get(
        "/",
        follow_redirects=True,
        allow_redirects=False,
    )
  `,
    py`
    client.get(
        "/",
        follow_redirects=True,
    )
  `,
  ],
  [
    'drops it from a websocket',
    py`
    with client.websocket_connect("/ws", allow_redirects=False) as ws:
        pass
  `,
    py`
    with client.websocket_connect("/ws") as ws:
        pass
  `,
  ],
]);

describe('leaves alone', () => {
  noop(rule, [
    py`client.get("/", follow_redirects=False)`,
    py`client.get("/")`,
    py`client.get("/", **options)`,
    py`
      old = True
      options = {"allow_redirects": False} if old else {"follow_redirects": False}
      client.get("/", **options)
    `,
    py`other.get("/", allow_redirects=False)`,
    py`allow_redirects = False`,
    py`client.get("/", params={"allow_redirects": False})`,
    py`client.get("/", json=dict(allow_redirects=False))`,
    py`
      import requests
      requests.get("/", allow_redirects=False)
    `,
    py`
      import requests
      client = requests.Session()
      client.get("/", allow_redirects=False)
    `,
    py`
      from unittest.mock import Mock
      from starlette.testclient import TestClient
      client = TestClient(app)
      def test_it():
          client = Mock()
          client.assert_called_with("/", allow_redirects=True)
          client.get("/", allow_redirects=True)
    `,
    py`
      from starlette.testclient import TestClient
      import requests
      client = TestClient(app)
      def test_it():
          client = requests
          client.get("/", allow_redirects=False)
    `,
    py`
      class Client:
          def get(self, url, allow_redirects=True): ...
      client = Client()
      client.get("/", allow_redirects=False)
    `,
    py`
      kwargs = {"allow_redirects": False}
      print(kwargs)
    `,
    py`client.get("/")  # allow_redirects=False`,
    py`"client.get('/', allow_redirects=False)"`,
    py`"""client.get("/", allow_redirects=False)"""`,
    py`client.cookies.get("x", allow_redirects=False)`,
    py`client.get("/").json(allow_redirects=False)`,
  ]);
});

findings(rule, [
  [
    'a value that may be None',
    py`
    import random
    flag = random.choice([1]) and None if x else False
    client.get("/", allow_redirects=None if x else False)
  `,
    ['allow_redirects', 'bool(...)', '0.43'],
  ],
  [
    'a call where None would be',
    py`
    def nothing(): return None
    client.get("/", allow_redirects=nothing())
  `,
    ['allow_redirects', 'follow_redirects=False'],
  ],
  [
    'a comment that would be lost',
    py`
    client.get(
        "/",
        allow_redirects=False,  # stay
        follow_redirects=True,
    )
  `,
    ['allow_redirects', 'drop it', 'comment'],
  ],
  [
    'a dropped value that does something',
    py`
    client.get("/", allow_redirects=record(), follow_redirects=True)
  `,
    ['allow_redirects', 'drop it'],
  ],
  [
    'an option in a dictionary with other uses',
    py`
    options = {"allow_redirects": False}
    other.get("/", **options)
    client.get("/", **options)
  `,
    ['get', 'rename it to `follow_redirects` there', 'tests/test_it.py:'],
  ],
  [
    'a client on one path only',
    py`
    import requests
    from starlette.testclient import TestClient
    client = TestClient(app) if x else requests
    client.get("/", allow_redirects=False)
  `,
    ['allow_redirects', 'one path'],
  ],
  [
    'a dictionary shared with a call that is given the new option',
    py`
    options = {"allow_redirects": True}
    client.post("/", **options)
    client.post("/", follow_redirects=False, **options)
  `,
    ['post', '`allow_redirects` (tests/test_it.py:'],
    ['post', '`allow_redirects` (tests/test_it.py:'],
  ],
]);
