import { isBelow } from '../../core/wants.ts';
import type { Sent } from '../../core/sites.ts';

/** What is known of patches that once caught the requests of a test client, or catch them now. */

/** The class that the old client was derived from, by every name it has. */
export const OLD_BASES: readonly string[] = ['requests.Session', 'requests.sessions.Session'];

/** The classes that the new client is derived from: of httpx, and of httpx2 from Starlette 1.2 on where it is installed. */
export const NEW_BASES: readonly string[] = [
  'httpx.Client',
  'httpx._client.Client',
  'httpx._client.BaseClient',
  'httpx2.Client',
  'httpx2._client.Client',
  'httpx2._client.BaseClient',
];

/**
 * Names that `starlette.testclient` had while it was built on requests. Source: testclient.py of Starlette 0.20.4 and 0.21.0 (run); what
 * it imported from the standard library is left out.
 */
export const GONE: readonly string[] = [
  ...['_ASGIAdapter', '_HeaderDict', '_MockOriginalResponse', '_get_reason_phrase', 'requests'],
  ...['Cookies', 'Params', 'DataType', 'TimeOut', 'FileType', 'AuthType'],
].map((name) => `starlette.testclient.${name}`);

/**
 * Methods that every request goes through, and a connection of a websocket too. Source: each was replaced by a mock on Starlette
 * 0.20.4 with requests 2.28, 0.27 with httpx 0.24 and 1.10 with httpx2 2.16.
 */
const ALL: Readonly<Record<'old' | 'new', readonly string[]>> = {
  old: ['request', 'send', 'get_adapter', 'prepare_request', 'merge_environment_settings'],
  new: ['request', 'send', 'build_request', '_send_single_request', '_transport_for_url'],
};
const VERBS: readonly string[] = ['get', 'options', 'head', 'post', 'put', 'patch', 'delete'];

export interface Patched {
  readonly client: 'old' | 'new';
  /** `httpx.Client` */
  readonly base: string;
  readonly method: string;
}

/** The method of a class of clients that a patch replaces; `undefined` where it replaces anything else. */
export function patchedBy(path: string): Patched | undefined {
  for (const client of ['old', 'new'] as const)
    for (const base of client === 'old' ? OLD_BASES : NEW_BASES)
      if (isBelow(path, base) && path !== base) return { client, base, method: path.slice(base.length + 1) };
  return undefined;
}

/** The first of the calls of a test client that a replaced method catches. */
export const caughtBy = ({ client, method }: Patched, sends: readonly Sent[]): Sent | undefined =>
  sends
    .filter(isRequest)
    .find((one) => ALL[client].includes(method) || (VERBS.includes(method) && one.method === method));

/** Whether something is a request of its own. */
export const isRequest = ({ method }: Sent): boolean => method !== 'enter' && method !== 'receive';

/** Whether an address given to a mock of requests is one of a test client: `http://testserver/a`, or a path of any host. */
export const isOfTestClient = (url: string): boolean =>
  /^(?:https?:)?\/\/testserver(?:[:/?]|$)|^\/(?!\/)/.test(url);
