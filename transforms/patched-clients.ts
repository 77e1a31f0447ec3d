import { effectOf } from '../src/clients/changes/changes.ts';
import {
  caughtBy,
  GONE,
  isOfTestClient,
  isRequest,
  NEW_BASES,
  OLD_BASES,
  patchedBy,
} from '../src/clients/patches/patches.ts';
import { lineName } from '../src/core/lines.ts';
import { textsOf } from '../src/core/model/values.ts';
import { defineRule, type Finding, type RuleContext } from '../src/core/rule.ts';
import type { Reference, Sent } from '../src/core/sites.ts';
import { isBelow } from '../src/core/wants.ts';
import { toTransform } from '../src/jscodeshift.ts';

/**
 * What changed - The test client was derived from `requests.Session` and is derived from `httpx.Client` since Starlette 0.21; from
 * Starlette 1.2 on from `httpx2.Client`, where httpx2 is installed. Its requests go through the methods of that class.
 * Why it breaks - A patch of a method of `requests.Session`, or a mock of requests-mock, no longer catches the requests of the test
 * client. A patch of a method of `httpx.Client`, which was meant for the application, now catches those of the test client as well, and
 * so does `httpx_mock` of pytest-httpx before 0.27. `starlette.testclient._ASGIAdapter` is gone, so that a patch of it is an AttributeError.
 * Fix safety - Reported only: what a test means to replace is for a person to say.
 * Not handled - A patch in a fixture of one file around calls in another.
 */
export const rule = defineRule({
  name: 'patched-clients',
  summary: 'Report patches of `requests.Session` and `httpx.Client` around calls of a test client.',
  safety: 'none',
  languages: ['python'],
  wants: {
    libraries: ['test-client'],
    references: [...OLD_BASES, ...NEW_BASES, ...GONE, 'requests_mock', 'httpx_mock', 'non_mocked_hosts'],
    traces: {
      reads: [],
      follows: [],
      options: [],
      overrides: [],
      suites: { options: [], packages: ['pytest_httpx', 'pytest-httpx'] },
    },
  },
  *reference(site, cx) {
    if (site.as === 'fixture') yield* inspectFixture(site, cx);
    else if (GONE.some((path) => isBelow(site.path, path))) yield* inspectGone(site, cx);
    else if (site.as === 'patch') yield* inspectPatch(site, cx);
  },
});

function* inspectPatch({ start, end, path, sends = [] }: Reference, cx: RuleContext): Generator<Finding> {
  const patched = patchedBy(path);
  const caught = patched && caughtBy(patched, sends);
  if (!caught) return;
  const { base, method } = patched;
  const at = { start, end };
  if (patched.client === 'new') {
    const message = `this patch catches ${sentBy(caught)} too (${lineName(caught.where)}): patch \`${base.split('.')[0]!}.HTTPTransport.handle_request\`, which real requests alone go through, and give it a response to return`;
    yield { at, message, ...effectOf('patchedHttpx', cx) };
    return;
  }
  const target =
    method === 'get_adapter' ? '_TestClientTransport.handle_request' : `TestClient.${ofHttpx(method)}`;
  const message = `this patch no longer catches ${sentBy(caught)} (${lineName(caught.where)}): patch \`starlette.testclient.${target}\` if it has to`;
  yield { at, message, ...effectOf('patchedRequests', cx) };
}

const sentBy = ({ text }: Sent): string => `\`${text}\` of the test client`;

const ofHttpx = (method: string): string =>
  method === 'prepare_request' || method === 'merge_environment_settings' ? 'build_request' : method;

function* inspectGone(
  { start, end, path, as, text, guarded }: Reference,
  cx: RuleContext,
): Generator<Finding> {
  // What is imported by its name fails where it is imported.
  if (guarded || (as !== 'import' && !text.includes('.') && as !== 'patch')) return;
  const name = path.split('.')[2]!;
  const message = `\`starlette.testclient\` has no \`${name}\` any more: ${INSTEAD[name] ?? 'write what it stood for'}`;
  yield { at: { start, end }, message, ...effectOf('goneFromTestclient', cx) };
}

const TRANSPORT = 'the requests go through `starlette.testclient._TestClientTransport.handle_request`';
const INSTEAD: Readonly<Record<string, string>> = {
  requests: 'patch a method of `starlette.testclient.TestClient`',
  _ASGIAdapter: TRANSPORT,
  _HeaderDict: TRANSPORT,
  _MockOriginalResponse: TRANSPORT,
  _get_reason_phrase: 'write `http.HTTPStatus(status_code).phrase`',
};

function* inspectFixture(site: Reference, cx: RuleContext): Generator<Finding> {
  const { start, end, path, sends = [], called, defines = [] } = site;
  const first = sends.find(isRequest);
  if (!first) return;
  const at = { start, end };
  if (path === 'httpx_mock' && !defines.includes('non_mocked_hosts') && hasOldPlugin(cx)) {
    const message = `\`httpx_mock\` catches ${sentBy(first)} too (${lineName(first.where)}): add a fixture \`non_mocked_hosts\` that returns \`["testserver"]\`, or require pytest-httpx 0.27`;
    yield { at, message, ...effectOf('caughtByPlugin', cx) };
  }
  const url =
    isBelow(path, 'requests_mock') && called ? called.args.flatMap((one) => textsOf(one) ?? []) : [];
  if (!url.some(isOfTestClient)) return;
  const message = `\`requests_mock\` no longer catches the requests of the test client (${lineName(first.where)}): patch a method of \`starlette.testclient.TestClient\`, or override the dependency in the application`;
  yield { at, message, ...effectOf('patchedRequests', cx) };
}

/** The lowest version that the project asks for is one that replaces the transport of every client. */
function hasOldPlugin(cx: RuleContext): boolean {
  const [required] = cx.suite().required;
  const [major = 0, minor = 0] = required?.least.split('.').map(Number) ?? [1];
  return major === 0 && minor < 27;
}

export default toTransform(rule);
