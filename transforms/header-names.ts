import { effectOf } from '../src/clients/changes/changes.ts';
import { textsOf } from '../src/core/model/values.ts';
import { defineRule, quote, safe, type Finding, type RuleContext } from '../src/core/rule.ts';
import type { Read } from '../src/core/sites.ts';
import type { Comparison } from '../src/core/model/surroundings.ts';
import { toTransform } from '../src/jscodeshift.ts';

/** What makes a plain collection of the names of headers. */
const COLLECTIONS = /^builtins\.(?:list|tuple|set|frozenset|sorted|dict)$/;
const MEMBERSHIP: readonly string[] = ['in', 'not in'];

/**
 * What changed - `keys()` and `items()` of headers were views that took a name in any case. Since Starlette 0.21 they are views of a plain
 * dictionary whose names are in lower case. The names of the headers of a client or of a request were listed as they were given, and are
 * listed in lower case now, the default ones in another order.
 * Why it breaks - `"X-Frame" in response.headers.keys()` is never true, and `not in` always is. A list, a set or a dictionary of the names
 * no longer equals one with capitals.
 * Fix safety - `safe`: `"X-Frame" in response.headers` looks the name up in any case on every version.
 * Not handled - `list(response.headers)`: applications of Starlette send names in lower case, so that nothing changed. A list of names that is
 * given to a name first, and header names in texts.
 */
export const rule = defineRule({
  name: 'header-names',
  summary: 'Look names of headers up in any case, and report lists of names with capitals.',
  safety: 'safe',
  languages: ['python'],
  wants: {
    libraries: ['test-client'],
    reads: { headers: ['keys', 'items'], client: ['headers'], request: ['headers'] },
  },
  *read(site, cx) {
    const found = site.subject.is === 'headers' ? inspectView(site, cx) : inspectCollection(site, cx);
    if (found) yield found;
  },
});

function inspectView(site: Read, cx: RuleContext): Finding | undefined {
  const { attribute, called, subject, around } = site;
  const { compared } = around;
  if (!called || called.opaque || called.args.length + called.options.length > 0) return undefined;
  const isKeys = attribute.name === 'keys';
  if (isKeys && around.use?.is === 'passed')
    return subject.of === 'response' ? undefined : inspectCollection(site, cx);
  if (!compared) return undefined;
  const at = { start: attribute.start, end: called.end };
  const other = cx.text(compared.with);
  if (!MEMBERSHIP.includes(compared.operator) || compared.side === 'left')
    return isTold(compared, subject.of === 'response') && hasCapitals(other, false)
      ? { at, message: NAMES, ...effectOf('headerViews', cx) }
      : undefined;
  if (!isKeys)
    return hasCapitals(other, false) ? { at, message: ITEM, ...effectOf('headerViews', cx) } : undefined;
  const texts = textsOf(compared.with);
  if (!texts?.some((text) => /[A-Z]/.test(text))) return undefined;
  return {
    at,
    message: `a name with capitals is never among the keys: write \`${other} ${compared.operator} ${subject.text}\``,
    ...effectOf('headerViews', cx),
    fix: safe({ do: 'replace', target: called, with: quote(subject) }),
  };
}

const NAMES = 'write the names in lower case, as the new client lists them';
const ITEM = 'write the name in lower case, or compare what `headers.get(...)` gives with the value';

/** `keys() >= {"A"}` was true of any case. `keys() == {"A"}` was true of headers that are listed as they were given. */
const isTold = ({ operator }: Comparison, isOfResponse: boolean): boolean =>
  isOfResponse ? /^[<>]=?$/.test(operator) : /^(?:[<>]=?|[!=]=)$/.test(operator);

/** `list(client.headers) == ["User-Agent"]`, `"User-Agent" in dict(client.headers)`. */
function inspectCollection({ around: { use }, ...site }: Read, cx: RuleContext): Finding | undefined {
  if (use?.is !== 'passed' || !use.compared || use.index > 0 || !COLLECTIONS.test(use.to)) return undefined;
  if (!hasCapitals(cx.text(use.compared.with), use.to.endsWith('.dict'))) return undefined;
  return { at: { start: site.start, end: site.end }, message: NAMES, ...effectOf('headerNames', cx) };
}

/** Whether a text of source holds a literal with capitals, or names one as the key of a dictionary. */
const hasCapitals = (source: string, isMapping: boolean): boolean =>
  isMapping && source.startsWith('{')
    ? /["'][\w-]*[A-Z][\w-]*["']\s*:/.test(source)
    : /["'][\w-]*[A-Z][\w-]*["']/.test(source);

export default toTransform(rule);
