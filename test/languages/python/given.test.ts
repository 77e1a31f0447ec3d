import { rule as bodyToRequest } from '../../../transforms/body-to-request.ts';
import { rule as dataToContent } from '../../../transforms/data-to-content.ts';
import { rule as redirectDefault } from '../../../transforms/redirect-default.ts';
import { cases, findings, noop } from '../../support/rules.ts';
import { py } from '../../support/snippets.ts';

cases(dataToContent, [
  [
    'a method that a benchmark calls',
    py`
      def test(benchmark):
          benchmark(client.post, "/x", data="raw")
          benchmark.pedantic(client.post, args=("/x",), kwargs={"data": "raw"})
    `,
    py`
      def test(benchmark):
          benchmark(client.post, "/x", content="raw")
          benchmark.pedantic(client.post, args=("/x",), kwargs={"content": "raw"})
    `,
  ],
  [
    'a method that a thread calls',
    py`
      import threading
      threading.Thread(target=client.post, args=["/x"], kwargs={"data": "raw"}).start()
    `,
    py`
      import threading
      threading.Thread(target=client.post, args=["/x"], kwargs={"content": "raw"}).start()
    `,
  ],
  [
    'a method that is expected to fail',
    py`
      import pytest
      pytest.raises(RuntimeError, client.post, "/x", data="raw")
    `,
    py`
      import pytest
      pytest.raises(RuntimeError, client.post, "/x", content="raw")
    `,
  ],
  [
    'a method that is read from the class',
    py`
      from starlette.testclient import TestClient
      client = TestClient(app)
      TestClient.post(client, "/x", data="raw")
      type(client).post(client, "/x", data="raw")
      send = TestClient.put
      send(client, "/x", data="raw")
    `,
    py`
      from starlette.testclient import TestClient
      client = TestClient(app)
      TestClient.post(client, "/x", content="raw")
      type(client).post(client, "/x", content="raw")
      send = TestClient.put
      send(client, "/x", content="raw")
    `,
  ],
  [
    'a method by its name',
    py`
      import operator
      operator.methodcaller("post", "/x", data="raw")(client)
      operator.attrgetter("post")(client)("/x", data="raw")
      client.__getattribute__("post")("/x", data="raw")
    `,
    py`
      import operator
      operator.methodcaller("post", "/x", content="raw")(client)
      operator.attrgetter("post")(client)("/x", content="raw")
      client.__getattribute__("post")("/x", content="raw")
    `,
  ],
]);

findings(bodyToRequest, [
  [
    'a body that a thread sends',
    py`
      import threading
      threading.Thread(target=client.delete, args=("/x",), kwargs={"json": {}}).start()
    `,
    ['client.delete', 'hand over `client.request`, and pass `"DELETE"` before the URL'],
  ],
  [
    'a body for a method of the class, or by its name',
    py`
      from starlette.testclient import TestClient
      client = TestClient(app)
      import operator
      TestClient.delete(client, "/x", json={})
      operator.methodcaller("delete", "/x", json={})(client)
    `,
    ['TestClient.delete', 'call `TestClient.request`, and pass `"DELETE"` before the URL'],
    ['"delete"', 'hand over `"request"`, and pass `"DELETE"` before the URL'],
  ],
]);

findings(dataToContent, [
  [
    'what is mapped over lists of bodies',
    py`
      def test(executor):
          list(map(client.post, ["/x"], ["raw"]))
          executor.map(client.post, ["/x"], ["raw"])
    `,
    ['client.post', 'cannot see every argument', '`map` gives the method what is in its lists'],
    ['client.post', 'cannot see every argument', '`map` gives the method what is in its lists'],
  ],
  [
    'what is passed on by position alone',
    py`
      async def test(loop):
          await loop.run_in_executor(None, client.post, "/x", "raw")
    `,
    ['client.post', 'cannot see every argument', 'give it a `functools.partial`'],
  ],
  [
    'what a function out of sight calls',
    py`
      import tenacity
      tenacity.call(client.post, "/x", data="raw")
    `,
    ['client.post', 'cannot see every argument', '`tenacity.call` is given the method'],
  ],
  [
    'a body behind the client of a method of the class',
    py`
      from starlette.testclient import TestClient
      client = TestClient(app)
      TestClient.post(client, "/x", "raw")
    `,
    ['TestClient.post', 'cannot see every argument'],
  ],
]);

noop(dataToContent, [
  py`list(map(client.post, ["/x", "/y"]))`,
  py`
    import threading
    threading.Thread(target=client.post, args=("/x",), kwargs={"json": {}}).start()
  `,
  py`
    import pytest
    pytest.raises(TypeError, client.post, "/x", data="raw")
  `,
  py`
    import unittest.mock
    unittest.mock.patch.object(client, "post", wraps=client.post)
    unittest.mock.Mock(side_effect=client.post, data="raw")
    print(client.post, client.delete)
    log("posts", client.post, "and nothing else")
  `,
  py`
    import threading
    threading.Thread(target=session.post, args=("/x",), kwargs={"data": "raw"}).start()
    list(map(session.post, ["/x"], ["raw"]))
  `,
  py`
    from starlette.testclient import TestClient
    client = TestClient(app)
    class Api(TestClient):
        def post(self, url, data=None):
            return super().get(url)
    Api.post(Api(app), "/x", data="raw")
  `,
  py`
    from starlette.testclient import TestClient
    client = TestClient(app)
    def fake(self, url, **kwargs): ...
    TestClient.post = fake
    TestClient.post(client, "/x", data="raw")
  `,
  py`
    import operator
    operator.methodcaller("post", "/x", data="raw")(session)
    operator.methodcaller("close")(client)
  `,
]);

noop(redirectDefault, [
  py`
    import threading
    threading.Thread(target=client.post, args=("/x",), kwargs={"follow_redirects": True}).start()
  `,
]);
