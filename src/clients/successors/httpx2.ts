/** Fixtures and modules that mock httpx in tests, with what does so for httpx2. */
const MOCKS: Readonly<Record<string, string>> = {
  httpx_mock: '`pytest_httpx` sees no httpx2: take `httpx2-pytest`, whose fixture is `httpx2_mock`',
  pytest_httpx: '`pytest_httpx` sees no httpx2: take `httpx2-pytest`, whose fixture is `httpx2_mock`',
  respx: '`respx` sees no httpx2: answer from a `httpx2.MockTransport` instead',
  respx_mock: '`respx` sees no httpx2: answer from a `httpx2.MockTransport` instead',
};

/** What to do about a mock of httpx, where its name is among those of a file. */
export const mockOf = (names: readonly string[]): string | undefined => {
  const found = names.find((name) => Object.hasOwn(MOCKS, name));
  return found === undefined ? undefined : MOCKS[found];
};

/** The packages in whose place another can be imported, with the other. */
export const EXCHANGED: ReadonlyMap<string, string> = new Map([['httpx', 'httpx2']]);

/** What a project calls once to import httpx2 wherever httpx is imported (`httpx2.alias_httpx`, since httpx2 2.13). */
export const ALIASING = 'alias_httpx';
