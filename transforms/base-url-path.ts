import { ofBase, ofRoot } from '../src/clients/bases/findings.ts';
import { POSITIONS } from '../src/clients/bases/options.ts';
import { runsSince, stillAhead, SUITE_TRACES } from '../src/clients/suites.ts';
import { option, type ClientConstruction } from '../src/core/model/calls.ts';
import type { Value } from '../src/core/model/values.ts';
import { defineRule, type Finding, type RuleContext } from '../src/core/rule.ts';
import type { Store } from '../src/core/sites.ts';
import { toTransform } from '../src/jscodeshift.ts';

/**
 * What changed - requests joined a base URL and the URL of a call as a browser does, so that `"/a"` replaced the path of
 * `base_url="http://testserver/api"`, and `"a"` its last part. httpx puts the path of the base in front: of `"a"` since Starlette 0.21, of
 * `"/a"` since 0.34. Since 0.33 Starlette takes `root_path` off the path of a request before it looks for a route.
 * Why it breaks - The request goes to `/api/a`, and most tests see a 404. With `root_path="/api"`, a call of `/api/a` reaches the
 * route `/a`.
 * Fix safety - Reported only, once for each client, with a base URL that keeps the calls that are seen where they went.
 * Not handled - A base URL whose path comes from outside the project. Calls that are not seen are taken for ones that go elsewhere; a
 * client whose calls all give whole URLs, or none that begins with a slash below `http://testserver/api/`, is not reported. Websockets never
 * looked at the base URL. A mount of Starlette that does not begin with the root path is a 404 since 0.35.
 */
export const rule = defineRule({
  name: 'base-url-path',
  summary: 'Report a base URL with a path, and a `root_path`, that lead calls elsewhere.',
  safety: 'none',
  languages: ['python'],
  wants: {
    libraries: ['test-client'],
    made: Object.keys(POSITIONS),
    stores: { client: ['baseUrl'] },
    traces: SUITE_TRACES,
  },
  *construction(site, cx) {
    yield* stillAhead(inspect(site, cx), cx);
  },
  *store(site, cx) {
    yield* stillAhead(inspectStore(site, cx), cx);
  },
});

function* inspect(site: ClientConstruction, cx: RuleContext): Generator<Finding> {
  const base = givenTo(site, 'baseUrl');
  const isNamed = option(site, 'baseUrl') !== undefined;
  const written = (url: string): string => `${isNamed ? `${cx.spell('baseUrl')}=` : ''}"${url}"`;
  const found = base && !runsSince('0.34', cx) && ofBase(base, cx.addresses(site, base), written, cx);
  if (found) yield found;
  const root = givenTo(site, 'rootPath');
  const below = root && !runsSince('0.33', cx) && ofRoot(root, cx.addresses(site, root), cx);
  if (below) yield below;
}

function givenTo(site: ClientConstruction, name: string): Value | undefined {
  const isSetUp = site.receiver.text.endsWith('__init__');
  return option(site, name)?.value ?? (isSetUp ? undefined : site.args[POSITIONS[name] ?? site.args.length]);
}

/** `client.base_url = "http://testserver/api"`. */
function* inspectStore(site: Store, cx: RuleContext): Generator<Finding> {
  const { value, how, target, subject } = site;
  if (how !== 'set' || !value || target.name !== 'baseUrl' || runsSince('0.34', cx)) return;
  const written = (url: string): string => `${subject.text}.${cx.spell('baseUrl')} = "${url}"`;
  const found = ofBase(value, cx.addresses(site, value), written, cx);
  if (found) yield found;
}

export default toTransform(rule);
