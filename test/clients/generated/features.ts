/**
 * Parts of the grammar that are off, by the rule they are about. The tables and fixtures of these rules are run; behind every carrier and
 * way of the grammar the rules do not see all of them yet.
 */
export const OPEN = {
  'cookies-to-client': 'cookies given to a single request',
  'response-api': 'attributes and methods that responses of httpx lack',
  'client-api': 'attributes and methods that clients of httpx lack',
  'dropped-options':
    'options that no longer exist: `verify`, `cert`, `proxies`, `stream`, `hooks`, `timeout`',
  'none-values': '`None` and booleans as values of forms, `params` and headers',
  'file-parts': 'files without a name or a type, and text files',
  'requests-names': 'exceptions, types and status codes imported from requests',
  'url-query-params': 'a query string in the URL beside `params`',
  'json-body': 'raw JSON without a content type',
  'patched-clients': 'tests that patch requests or httpx',
  'json-bytes': 'assertions about the bytes or the length of a JSON body',
  'base-url-path': 'a base URL with a path, and `root_path`',
} as const;

export type Feature = keyof typeof OPEN;

/** A choice of the grammar; `open`: it is off. */
export interface Choice {
  readonly open?: Feature;
}

/** Those of the choices that are not off, or whose rule is in `on`. */
export const available = <T extends Choice>(
  choices: readonly T[],
  on: ReadonlySet<Feature> = new Set(),
): readonly T[] => choices.filter(({ open }) => open === undefined || on.has(open));
