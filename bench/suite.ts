import type { Random } from './random.ts';

const THINGS = ['order', 'invoice', 'parcel', 'customer', 'voucher', 'supplier'] as const;

/** Tests with one call of every kind that has to change, and some that need not. */
const TESTS: readonly ((thing: string, number: number) => string)[] = [
  (thing, number) => `
def test_redirect_of_${thing}_${number}(client):
    response = client.get("/${thing}s/${number}", allow_redirects=False)
    assert response.status_code == 307
    assert response.headers.get("location") == "/${thing}s/${number}/"
`,
  (thing, number) => `
def test_raw_${thing}_${number}(client):
    response = client.post("/${thing}s", data=json.dumps({"number": ${number}}), headers={"Content-Type": "application/json"})
    assert response.status_code == 201
    assert response.json().get("number") == ${number}
`,
  (thing, number) => `
def test_bytes_of_${thing}_${number}(admin_client):
    payload = b"number=${number}"
    assert admin_client.put("/${thing}s/${number}/raw", data=payload).status_code == 204
`,
  (thing, number) => `
def test_delete_${thing}s_${number}(client):
    response = client.delete(
        "/${thing}s",
        json={"numbers": [${number}, ${number + 1}]},  # both at once
    )
    assert response.status_code == 200
`,
  (thing, number) => `
def test_form_of_${thing}_${number}(client):
    response = client.post("/${thing}s/form", data=[("name", "${thing}"), ("tag", "a"), ("tag", "b")])
    assert response.json() == {"name": "${thing}", "tags": ["a", "b"]}
`,
  (thing, number) => `
def test_positional_${thing}_${number}(client):
    assert client.post("/${thing}s/${number}/note", "handle with care").status_code == 201
`,
  (thing, number) => `
class TestListOf${thing[0]!.toUpperCase()}${thing.slice(1)}s${number}:
    def test_pages(self, client):
        response = client.get("/${thing}s", params={"page": ${number}})
        assert response.status_code == 200
        assert [row.get("id") for row in response.json()["items"]] != []

    def test_fields(self, client):
        response = client.post("/${thing}s", data={"name": "${thing}", "number": ${number}})
        assert response.status_code == 201
`,
];

export const CONFTEST = `import pytest
from fastapi.testclient import TestClient

from shop.main import create_app


@pytest.fixture(scope="session")
def app():
    return create_app(testing=True)


@pytest.fixture
def client(app):
    with TestClient(app) as test_client:
        yield test_client


@pytest.fixture
def admin_client(app):
    return TestClient(app, headers={"Authorization": "Bearer admin"})
`;

/** A test module of at least `size` characters. */
export function testModule(random: Random, size: number): string {
  let text = 'import json\n\nimport pytest\n';
  for (let number = 1; text.length < size; number++) {
    text += `\n${random.pick(TESTS)(random.pick(THINGS), number)}`;
  }
  return text;
}
