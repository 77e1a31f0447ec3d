import type { LanguageName } from '../core/rule.ts';

/** What happens to code that was not migrated, in the client of each language. */
type Consequence = Readonly<Record<LanguageName, string>>;

/** One change between the clients. */
interface Change {
  /** For a finding: what fails, and from which version on. */
  readonly why: Consequence;
  /** Where this can be read or seen. */
  readonly source: string;
}

const change = (source: string, python: string, javascript = python): Change => ({
  why: { python, javascript },
  source,
});

/** The changes that rules speak of. A version is the first one with the new behaviour. */
const CHANGES = {
  redirectOption: change(
    'testclient.py of Starlette 0.21.0 and 0.43.0',
    'deprecated since Starlette 0.21, a TypeError since 0.43',
    'the new client does not know the old name',
  ),
  redirectDefault: change(
    '`TestClient.request` of Starlette 0.20.4, `TestClient.__init__` of 0.21.0',
    'since Starlette 0.21 every method follows redirects by default',
  ),
  bodyless: change(
    '`Client.get` and others in _client.py of httpx 0.23',
    'a TypeError since Starlette 0.21: unexpected keyword argument',
    'the new client rejects this option here',
  ),
  positional: change(
    '`TestClient.post` and others of Starlette 0.21.0: `(self, url, *, ...)`',
    'a TypeError since Starlette 0.21: too many positional arguments',
  ),
  rawData: change(
    '`encode_request` in _content.py of httpx 0.23',
    'httpx warns about a raw body in `data`, and ignores `json` and `files` beside it',
    'the new client takes form fields as `data` and nothing else',
  ),
  pairs: change(
    '`encode_request` in _content.py of httpx 0.23: whatever is not a mapping is a raw body',
    'a TypeError in httpx: it takes `data` that is not a mapping for a raw body',
    'the new client takes form fields as an object',
  ),
  transport: change(
    '_client.py of httpx 0.27.0 and 0.28.0',
    'deprecated since httpx 0.27, a TypeError since 0.28',
  ),
} satisfies Readonly<Record<string, Change>>;

/** Why a change matters, for the `why` of a finding; `more` adds what else is to be said of this place. */
export const because = (
  name: keyof typeof CHANGES,
  { language }: { readonly language: LanguageName },
  ...more: readonly (string | undefined)[]
): string => [CHANGES[name].why[language], ...more].filter(Boolean).join('; ');

/** What messages call the client that the code was written for, and the one that it will run on. */
export const OLD: Consequence = { python: 'requests', javascript: 'the old client' };
export const NEW: Consequence = { python: 'httpx', javascript: 'the new client' };
