import { describe } from 'vitest';
import { code } from '../../../support/snippets.ts';
import { conftest, finds, TEST } from '../receivers/finds.ts';

const head = 'from fastapi.testclient import TestClient\n';

describe('a method that is assigned to concerns the calls of that client', () => {
  finds([
    [
      'in one test',
      `${head}${code`
        def test_fake():
            client = TestClient(app)
            client.post = fake
            client.post("/")
        def test_other():
            TestClient(app).post("/")
      `}`,
      ['5 client.post mixed constructed', '7 TestClient(app).post proven constructed'],
    ],
    [
      'by another name',
      `${head}${code`
        def test_fake():
            client = TestClient(app)
            other = client
            other.post = fake
            client.post("/")
            client.put("/")
      `}`,
      ['6 client.post mixed constructed', '7 client.put proven constructed'],
    ],
    [
      'by `setattr`',
      `${head}${code`
        client = TestClient(app)
        setattr(client, "post", fake)
        client.post("/")
      `}`,
      ['4 client.post mixed constructed'],
    ],
    [
      'in a helper that gets it',
      `${head}${code`
        def stub(api):
            api.post = fake
        def test_fake():
            client = TestClient(app)
            stub(client)
            client.post("/")
        def test_other():
            client = TestClient(app)
            client.post("/")
      `}`,
      ['7 client.post mixed constructed', '10 client.post proven constructed'],
    ],
    [
      'in the fixture that makes it',
      {
        'tests/conftest.py': conftest(code`
          @pytest.fixture
          def client():
              made = TestClient(app)
              made.post = fake
              return made
          @pytest.fixture
          def plain():
              return TestClient(app)
        `),
        [TEST]: 'def test(client, plain):\n    client.post("/")\n    plain.post("/")',
      },
      ['2 client.post mixed fixture', '3 plain.post proven fixture'],
    ],
    [
      'of a fixture that each test gets anew',
      {
        'tests/conftest.py': conftest(code`
          @pytest.fixture
          def client():
              return TestClient(app)
        `),
        [TEST]: code`
          def test_fake(client):
              client.post = fake
              client.post("/")
          def test_other(client):
              client.post("/")
        `,
      },
      ['3 client.post mixed fixture', '5 client.post proven fixture'],
    ],
    [
      'of a fixture that tests share',
      {
        'tests/conftest.py': conftest(code`
          @pytest.fixture(scope="session")
          def client():
              return TestClient(app)
        `),
        [TEST]: code`
          def test_fake(client):
              client.post = fake
          def test_other(client):
              client.post("/")
        `,
      },
      ['4 client.post mixed fixture'],
    ],
    [
      'in the set-up of a class',
      `${head}${code`
        class TestApi:
            def setup_method(self):
                self.client = TestClient(app)
                self.client.post = fake
            def test(self):
                self.client.post("/")
                TestClient(app).post("/")
      `}`,
      ['7 self.client.post mixed constructed', '8 TestClient(app).post proven constructed'],
    ],
    [
      'in another file',
      {
        'tests/clients.py': `${head}client = TestClient(app)\nother = TestClient(app)`,
        'tests/conftest.py': 'import clients\nclients.client.post = fake',
        [TEST]: 'from clients import client, other\nclient.post("/")\nother.post("/")',
      },
      ['2 client.post mixed imported', '3 other.post proven imported'],
    ],
  ]);
});
