/**
 * Parts of the grammar whose rule does not exist yet. Each is off until it does, and listed as open by the name of
 * that rule.
 */
export const OPEN = {
  'cookies-to-client': 'cookies of a single request',
  'response-api': 'what a response is asked that a response of httpx does not answer',
  'client-api': 'what a client is asked that a client of httpx does not answer',
  'dropped-options': 'options that no longer exist: verify, cert, proxies, stream, hooks, timeout',
  'none-values': 'None and booleans as values of forms, params and headers',
  'file-parts': 'files without a name or a type, and files of text',
  'requests-names': 'names of requests: its exceptions, types and status codes',
  'url-query-params': 'a query in the URL beside params',
  'json-body': 'raw JSON without a content type',
  'patched-clients': 'patches of requests or httpx under a client',
  'json-bytes': 'the bytes and the length of a JSON body',
  'base-url-path': 'a base URL with a path, and root_path',
} as const;

export type Feature = keyof typeof OPEN;

/** A choice of the grammar; `open` names the rule it waits for. */
export interface Choice {
  readonly open?: Feature;
}

/** Those of the choices that the rules of today must serve, or whose rule is in `on`. */
export const available = <T extends Choice>(
  choices: readonly T[],
  on: ReadonlySet<Feature> = new Set(),
): readonly T[] => choices.filter(({ open }) => open === undefined || on.has(open));
