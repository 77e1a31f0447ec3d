/**
 * Options of a test client that tell where its requests go, with their position. Source: `TestClient.__init__` of Starlette 0.20.4 to
 * 1.10.
 */
export const POSITIONS: Readonly<Record<string, number | undefined>> = { baseUrl: 1, rootPath: 3 };
