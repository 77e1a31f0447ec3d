import { call, member, name, quote, safe, type Finding, type RuleContext } from '../../core/rule.ts';
import type { Iteration, Read, Store } from '../../core/sites.ts';
import { effectOf } from '../changes/changes.ts';
import { METHODS_OF_JAR, methodRead } from './methods.ts';
import { viewRead, VIEWS } from './views.ts';

/** What is read from a cookie jar and may have changed. */
export const READ_FROM_JAR: readonly string[] = [...VIEWS, ...METHODS_OF_JAR];

/** What the jar of a client or of a response is told that the jar of httpx does not take. */
export const jarRead = (site: Read, cx: RuleContext): Finding | undefined =>
  VIEWS.includes(site.attribute.name) ? viewRead(site, cx) : methodRead(site, cx);

/** Attributes of an `http.cookiejar.Cookie`, none of which a text has. */
const OF_COOKIE: readonly string[] = [
  ...[
    'name',
    'value',
    'domain',
    'path',
    'expires',
    'secure',
    'port',
    'version',
    'comment',
    'discard',
    'rest',
  ],
  ...['is_expired', 'has_nonstandard_attr', 'get_nonstandard_attr'],
];

/** `for cookie in client.cookies: cookie.name`; nothing where the items are taken for names. */
export function jarIterated(
  { subject, members = [], ...site }: Iteration,
  cx: RuleContext,
): Finding | undefined {
  const read = members.find((one) => OF_COOKIE.includes(one));
  if (read === undefined) return undefined;
  const fix = safe({ do: 'replace', target: site, with: member(quote(subject), 'jar') });
  return {
    at: site,
    message: `iterating over cookies gives their names, which have no \`${read}\`: write \`${subject.text}.jar\``,
    ...effectOf('jarIteration', cx),
    fix,
  };
}

/** `requests.utils.dict_from_cookiejar(client.cookies)` and its like. */
export function jarPassed({ around: { use }, ...site }: Read, cx: RuleContext): Finding | undefined {
  if (use?.is !== 'passed' || use.index !== 0 || use.called.opaque) return undefined;
  const { called, to, statement } = use;
  const text = cx.text(site);
  const found = { at: site, ...effectOf('jarHelper', cx) };
  if (/^requests\..*\bdict_from_cookiejar$/.test(to)) {
    const fix = safe({ do: 'replace', target: called, with: call(name('dict'), [quote(site)]) });
    return { ...found, message: `the jar is no longer one of requests: write \`dict(${text})\``, fix };
  }
  const [, added] = called.args;
  if (!added || !/^requests\..*\badd_dict_to_cookiejar$/.test(to)) return undefined;
  const fix = safe({
    do: 'replace',
    target: called,
    with: call(member(quote(site), 'update'), [quote(added)]),
  });
  const message = `the jar is no longer one of requests: write \`${text}.update(${cx.text(added)})\``;
  return { ...found, message, ...(statement && { fix }) };
}

/** `client.cookies = cookiejar_from_dict({...})`. */
export function jarStored({ target, value, made }: Store, cx: RuleContext): Finding | undefined {
  if (!value || !made || !/^requests\..*\bcookiejar_from_dict$/.test(made.by)) return undefined;
  const [given, ...more] = made.called.args;
  if (!given || more.length > 0 || made.called.options.length > 0 || made.called.opaque) return undefined;
  const fix = safe({ do: 'replace', target: value, with: quote(given) });
  return {
    at: target,
    message: `write the dictionary itself: \`${cx.text(given)}\``,
    ...effectOf('jarMade', cx),
    fix,
  };
}
