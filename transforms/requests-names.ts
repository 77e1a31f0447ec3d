import { effectOf } from '../src/clients/changes/changes.ts';
import { codeNamed } from '../src/clients/successors/codes.ts';
import { classFindings, exceptionFindings, fixFor, namesake } from '../src/clients/successors/findings.ts';
import { classAfter, codeOf, exceptionAfter, type Successor } from '../src/clients/successors/successors.ts';
import { packageOf, pairOf, successorText } from '../src/clients/successors/intents.ts';
import { defineRule, member, name, safe, type Finding, type RuleContext } from '../src/core/rule.ts';
import type { Reference } from '../src/core/sites.ts';
import { toTransform } from '../src/jscodeshift.ts';

/**
 * What changed - Test clients were built on requests: they were a `requests.Session`, returned `requests.Response` and raised the
 * exceptions of requests. Since Starlette 0.21 they are built on httpx, which has classes and exceptions of its own.
 * Why it breaks - `pytest.raises(requests.HTTPError)` around `raise_for_status()` no longer catches anything, `isinstance(client,
 * requests.Session)` is False, and annotations are wrong. Nothing installs requests any more but what else needs it.
 * Fix safety - `safe` where a test client, or what came from one, is seen to meet the name: in the code that an exception is expected or
 * caught around, in what is annotated or tested. `unsafe` where that is only likely. An import that the fixes leave without a use
 * is removed.
 * Not handled - Names that meet real requests as well, or nothing that can be seen: code that uses requests for itself stays as it is.
 * `requests.codes` and `HTTPBasicAuth` still work, and are replaced only where this leaves the file without requests.
 */
export const rule = defineRule({
  name: 'requests-names',
  summary: "Replace exceptions and types of requests where they meet a test client's.",
  safety: 'safe',
  languages: ['python'],
  wants: { libraries: ['test-client'], references: ['requests'] },
  *reference(site, cx) {
    // What such a name stands for is looked at where it is written.
    if (site.held) return;
    switch (site.as) {
      case 'import':
        yield* inspectImport(site, cx);
        break;
      case 'except':
      case 'raises':
        yield* exceptionFindings(site, cx);
        break;
      case 'annotation':
        yield* classFindings(site, classAfter(site.path), cx);
        break;
      case 'isinstance':
        yield* classFindings(site, exceptionAfter(site.path) ?? classAfter(site.path), cx);
        break;
      case 'call':
        yield* inspectAuth(site, cx);
        break;
      case 'value':
        yield* inspectCode(site, cx);
        yield* classFindings(site, exceptionAfter(site.path) ?? classAfter(site.path), cx);
        break;
      default:
        break;
    }
  },
});

function* inspectImport(site: Reference, cx: RuleContext): Generator<Finding> {
  const at = { start: site.start, end: site.end };
  if (site.unused) {
    const fix = safe({ do: 'remove-import', target: at });
    yield {
      at,
      message: `nothing uses \`${site.text}\` any more: remove the import`,
      ...effectOf('kept', cx),
      fix,
    };
    return;
  }
  const successor = namesake(site);
  if (!successor) return;
  const text = successorText(successor, cx);
  yield {
    at,
    message: `all uses of \`${site.text}\` are about test clients: import \`${text}\``,
    ...effectOf(successor.by ? 'exception' : 'classOfOld', cx),
    fix: safe({
      do: 'edit-import',
      target: at,
      from: text.slice(0, text.lastIndexOf('.')),
      name: successor.name,
      ...(site.alias !== undefined && { as: site.alias }),
    }),
  };
}

/** `requests.codes.ok`, where the file needs requests for nothing else. */
function* inspectCode(site: Reference, cx: RuleContext): Generator<Finding> {
  const code = codeOf(site.path);
  const to = code === undefined ? undefined : codeNamed(code);
  if (to === undefined || !site.whole || !site.text.includes('codes.')) return;
  const from = packageOf(cx);
  const target = { start: site.start, end: site.end };
  yield {
    at: target,
    message: `\`${site.text}\` is compared with a test client's status: write \`${from}.codes.${to}\``,
    ...effectOf('kept', cx),
    fix: safe(
      { do: 'replace', target, with: member(member(name(from), 'codes'), to) },
      { do: 'import', from, above: target },
    ),
  };
}

/** `auth=HTTPBasicAuth(user, password)`. */
function* inspectAuth(site: Reference, cx: RuleContext): Generator<Finding> {
  const { meets, called, whole, path } = site;
  if (!called || !meets || meets.others || meets.things.some(({ library }) => library !== 'test-client'))
    return;
  const at = { start: site.start, end: site.end };
  if (path.endsWith('.HTTPDigestAuth')) {
    const successor: Successor = { name: 'DigestAuth', of: 'client' };
    const message = `test clients take no \`${site.text}\`: write \`${successorText(successor, cx)}\``;
    yield { at, message, ...effectOf('digest', cx), ...fixFor(site, successor, cx) };
  }
  const pair = path.endsWith('.HTTPBasicAuth') ? pairOf(called) : undefined;
  if (!pair || !whole) return;
  const message = `a test client needs no \`${site.text}\`: pass the user and the password as a tuple`;
  const fix = safe({ do: 'replace', target: { start: called.start, end: called.end }, with: pair });
  yield { at, message, ...effectOf('kept', cx), fix };
}

export default toTransform(rule);
