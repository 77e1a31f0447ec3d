import { jarIterated, jarPassed, jarRead, jarStored, READ_FROM_JAR } from '../src/clients/jar/jar.ts';
import { REQUESTS } from '../src/clients/methods.ts';
import { inspectOverride, inspectPassedOn } from '../src/clients/overrides/inspect.ts';
import { ALWAYS_PASSED, CALLED_BY_CLIENT } from '../src/clients/overrides/overrides.ts';
import { authFinding } from '../src/clients/session/auth.ts';
import { GONE_ATTRIBUTES, goneRead, UNHEEDED, unheeded } from '../src/clients/session/attributes.ts';
import {
  agentGiven,
  headerRemoved,
  HEADERS_MADE,
  headersRead,
  headersStored,
  METHODS_OF_HEADERS,
} from '../src/clients/session/headers.ts';
import { paramsRead } from '../src/clients/session/params.ts';
import { sentPrepared } from '../src/clients/session/sent.ts';
import { baseUrlRead, baseUrlStored } from '../src/clients/session/urls.ts';
import { option } from '../src/core/model/calls.ts';
import { defineRule, type Finding, type RuleContext } from '../src/core/rule.ts';
import type { Read, Store } from '../src/core/sites.ts';
import { toTransform } from '../src/jscodeshift.ts';

/**
 * What changed - The client is an `httpx.Client` now, and was a `requests.Session`. Its cookies are `httpx.Cookies`, which have no `get_dict`,
 * give views instead of lists, and are iterated by name; the jar of requests is left in `cookies.jar`. Its `params` cannot be changed in place,
 * its `base_url` is an `httpx.URL`, and attributes like `verify`, `proxies` and `hooks` are gone. The methods of httpx's client call
 * `request` with every option they have: `headers=None`, `params=None`, `follow_redirects=USE_CLIENT_DEFAULT` and so on, and `request`
 * calls `send` with `auth` and `follow_redirects`. The client that was built on requests passed on what it was given.
 * Why it breaks - From Starlette 0.21 on what is gone is an AttributeError or a TypeError, and `keys() == ["a"]` is never true. An
 * attribute that nothing looks at any more is assigned without a word. A class that overrides `request` or `send` gets options that it
 * did not get before: a signature without them is a TypeError, and so is an option that is passed on beside `**kwargs` that hold it.
 * `setdefault("headers", {})` finds `None`, and a default for `timeout` is never used. Nothing of this shows before the first call.
 * Fix safety - `safe` where the new form gives the same: `list(cookies.values())`, `dict(cookies)`, `cookies.jar`, `cookies.delete(name)`,
 * `params.merge(...)`, `str(base_url)`, and assignments without effect go. `client.headers = {...}` is `unsafe`: `update` keeps the headers
 * that were set before. In an override of `request`, `setdefault("headers", {})` and `get("headers", {})` become forms that take `None`
 * for a dictionary, and a `"User-Agent"` that a client is made with is written in lower case; what else an override is meant to do is for a
 * person to say, and is reported only. No rule puts `with` around a client or takes it away: without it the start-up of the application does
 * not run, now as before.
 * Not handled - A view of cookies that another function takes for a list; `set(..., secure=True)`, hooks and adapters, which are reported.
 * What an override of `send` does with the request that it is given. Overrides that are made at run time, by a metaclass or `type(...)`.
 */
export const rule = defineRule({
  name: 'client-api',
  summary:
    'Use cookies, headers and attributes of the client as httpx has them; report overrides that break.',
  safety: 'safe',
  languages: ['python'],
  wants: {
    libraries: ['test-client'],
    overrides: CALLED_BY_CLIENT,
    calls: [
      { methods: CALLED_BY_CLIENT, options: ALWAYS_PASSED },
      { methods: REQUESTS, options: [] },
      { methods: ['send'] },
      { methods: REQUESTS, options: ['auth'] },
    ],
    reads: {
      client: ['cookies', 'params', 'baseUrl', ...GONE_ATTRIBUTES],
      response: ['cookies'],
      cookies: READ_FROM_JAR,
      headers: METHODS_OF_HEADERS,
    },
    iterations: ['cookies'],
    made: HEADERS_MADE,
    written: HEADERS_MADE,
    stores: { client: ['auth', 'baseUrl', 'cookies', 'headers', ...UNHEEDED], headers: ['[]'] },
  },
  *definition(site, cx) {
    yield* inspectOverride(site, cx);
  },
  *call(call, cx) {
    yield* inspectPassedOn(call, cx);
    const auth = option(call, 'auth');
    const password = auth && authFinding(auth.value, cx);
    if (password) yield password;
    const prepared = call.method.name === 'send' && sentPrepared(call, cx);
    if (prepared) yield prepared;
  },
  *construction(site, cx) {
    const agent = agentGiven(site, cx);
    if (agent) yield agent;
  },
  *read(site, cx) {
    const found = inspectRead(site, cx);
    if (found) yield found;
  },
  *iteration(site, cx) {
    const found = jarIterated(site, cx);
    if (found) yield found;
  },
  *store(site, cx) {
    const found = inspectStore(site, cx);
    if (found) yield found;
  },
});

function inspectRead(site: Read, cx: RuleContext): Finding | undefined {
  const { subject, attribute } = site;
  if (subject.is === 'cookies') return jarRead(site, cx);
  if (subject.is === 'headers') return headersRead(site, cx);
  switch (attribute.name) {
    case 'cookies':
      return jarPassed(site, cx);
    case 'params':
      return paramsRead(site, cx);
    case 'baseUrl':
      return baseUrlRead(site, cx);
    default:
      return subject.is === 'client' ? goneRead(site, cx) : undefined;
  }
}

function inspectStore(site: Store, cx: RuleContext): Finding | undefined {
  if (site.of === 'item') return headerRemoved(site, cx);
  switch (site.target.name) {
    case 'baseUrl':
      return baseUrlStored(site, cx);
    case 'cookies':
      return jarStored(site, cx);
    case 'headers':
      return headersStored(site, cx);
    case 'auth':
      return site.value && authFinding(site.value, cx);
    default:
      return unheeded(site, cx);
  }
}

export default toTransform(rule);
