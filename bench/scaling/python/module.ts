import type { Files } from '../shape.ts';

/** What most shapes begin with: a client that is one beyond doubt. */
export const CLIENT = `from fastapi.testclient import TestClient

from app import app

client = TestClient(app)
`;

/** One test module: a client, and `text` below it. */
export const testModule = (text: string): Files => ({ 'test_shape.py': `${CLIENT}${text}` });

/** A test with a call that changes, so that no input is left out because it says nothing of interest. */
export const CHANGING = `
def test_redirect():
    assert client.get("/", allow_redirects=False).status_code == 307
`;
