import type { Piece } from './piece.ts';

/** What the application does with a request: echo it, or redirect it with this status. */
export interface Route {
  readonly path: string;
  /** The status it answers with; 200 is also what comes after each redirect. */
  readonly status: number;
  readonly setsCookie?: boolean;
}

const redirect = (status: number): Route => ({ path: `/redirect/${status}/landed/§`, status });

export const ECHO: Route = { path: '/echo/§', status: 200 };
export const REDIRECTS: readonly Route[] = [
  ...[303, 302, 301, 307, 308].map(redirect),
  { path: '/login/§', status: 303, setsCookie: true },
];

/** How a URL is written. */
export interface UrlForm {
  readonly name: string;
  /** Passed as `url=`. */
  readonly keyword?: boolean;
  readonly write: (path: string) => Piece;
}

const form = (name: string, write: (path: string) => Piece): UrlForm => ({ name, write });

export const URLS: readonly UrlForm[] = [
  form('a literal', (path) => ({ code: `"${path}"` })),
  { ...form('by name', (path) => ({ code: `"${path}"` })), keyword: true },
  form('single quotes', (path) => ({ code: `'${path}'` })),
  form('a formatted literal', (path) => ({ code: `f"${path}/{1}"` })),
  form('a formatted local', (path) => ({ code: 'f"{base_§}/x"', local: [`base_§ = "${path}"`] })),
  form('a name', (path) => ({ code: 'url_§', local: [`url_§ = "${path}"`] })),
  { ...form('a name by name', (path) => ({ code: 'url_§', local: [`url_§ = "${path}"`] })), keyword: true },
  form('a constant', (path) => ({ code: 'URL_§', module: [`URL_§ = "${path}"\n`] })),
  form('a sum', (path) => ({ code: 'PREFIX_§ + "/x"', module: [`PREFIX_§ = "${path}"\n`] })),
  form('absolute', (path) => ({ code: `"http://testserver${path}"` })),
  form('without a slash', (path) => ({ code: `"${path.slice(1)}"` })),
  form('with a query', (path) => ({ code: `"${path}?a=1&b=2"` })),
  form('with a fragment', (path) => ({ code: `"${path}#part"` })),
  form('a join', (path) => ({ code: `"/".join(["${path}", "x"])` })),
  form('formatted', (path) => ({ code: `"${path}/{}".format(1)` })),
  form('formatted by percent', (path) => ({ code: `"${path}/%s" % "x"` })),
  form('a conditional', (path) => ({ code: `"${path}" if len("a") else "/other"` })),
  form('concatenated', (path) => ({ code: `"${path}" "/x"` })),
  form('what a function returns', (path) => ({
    code: 'url_§()',
    module: [`def url_§():\n    return "${path}"\n`],
  })),
];
