import type { Random } from '../random.ts';

const THINGS = ['order', 'invoice', 'parcel', 'customer', 'voucher', 'supplier'] as const;

type Block = (thing: string, number: number) => string;

/** Most calls of real suites: nothing about them has to change. */
const UNCHANGED: readonly Block[] = [
  (thing, number) => `
def test_read_${thing}_${number}(client):
    response = client.get("/${thing}s/${number}")
    assert response.status_code == 200
    assert response.json()["number"] == ${number}
`,
  (thing, number) => `
@pytest.mark.parametrize("size", [1, 10, ${number}])
def test_list_of_${thing}s_${number}(client, size):
    response = client.get("/${thing}s", params={"size": size})
    assert response.status_code == 200, response.text
    data = response.json()
    assert len(data["items"]) == size
`,
  (thing, number) => `
def test_create_${thing}_${number}(admin_client):
    response = admin_client.post("/${thing}s", json={"name": "${thing}", "number": ${number}})
    assert response.status_code == 201
    assert response.json() == {"name": "${thing}", "number": ${number}, "id": 1}
`,
  (thing, number) => `
def test_${thing}_schema_${number}(client):
    schema = client.get("/openapi.json").json()
    assert schema["paths"]["/${thing}s/{number}"]["get"]["operationId"] == "read_${thing}_${number}"
`,
];

/** A call of every kind that has to change, and some that look like it. */
const TESTS: readonly Block[] = [
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

/** The fixtures of the suite of an application. */
export const conftest = (application: string): string => `import pytest
from fastapi.testclient import TestClient

from ${application}.main import create_app


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

/** A test module of at least `size` characters. `changes`: some of its calls have to change. */
export function testModule(random: Random, size: number, changes: boolean): string {
  let text = 'import json\n\nimport pytest\n';
  for (let number = 1; text.length < size; number++) {
    const blocks = changes && random.below(2) === 0 ? TESTS : UNCHANGED;
    text += `\n${random.pick(blocks)(random.pick(THINGS), number)}`;
  }
  return text;
}
