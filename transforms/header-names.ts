import { effectOf } from '../src/clients/changes/changes.ts';
import { textsOf, type Value } from '../src/core/model/values.ts';
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
 * given to a name first, loops over headers, and header names in texts.
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
  const { compared, use } = around;
  if (!called || called.opaque || called.args.length + called.options.length > 0) return undefined;
  const isKeys = attribute.name === 'keys';
  if (isKeys && use?.is === 'passed' && !ASSERTS_IN.test(use.to))
    return subject.of === 'response' ? undefined : inspectCollection(site, cx);
  const told = { at: { start: attribute.start, end: called.end }, ...effectOf('headerViews', cx) };
  const names = isKeys ? namesLookedUp(around) : [];
  if (names.some((name) => mayHaveCapitals(name, cx))) {
    const message = `a name with capitals is never among the keys: write ${formOf(around, subject.text, cx)}`;
    const fix = safe({ do: 'replace', target: called, with: quote(subject) });
    return { ...told, message, ...(isLookedUpOnly(around) && { fix }) };
  }
  const asked =
    use?.is === 'member' && /^(?:isdisjoint|Contains)$/i.test(use.attribute.name.replaceAll('_', ''));
  const [given] = asked ? (use.called?.args ?? []) : [];
  if (isKeys && given && hasCapitals(cx.text(given), false)) return { ...told, message: NAMES };
  if (!compared) return undefined;
  const other = cx.text(compared.with);
  if (isLookedUp(compared)) return !isKeys && namesCapitals(other) ? { ...told, message: ITEM } : undefined;
  const isWritten = isKeys ? hasCapitals(other, false) : namesCapitals(other);
  return isWritten && isTold(compared, subject.of === 'response') ? { ...told, message: NAMES } : undefined;
}

const ASSERTS_IN = /^unittest\.TestCase\.assert(?:Not)?In$/;

const isLookedUp = ({ operator, side }: Comparison): boolean =>
  MEMBERSHIP.includes(operator) && side === 'right';

/** What is looked for among the keys: here, or wherever the name is read that they are given to. */
function namesLookedUp({ compared, use }: Read['around']): readonly Value[] {
  if (compared) return isLookedUp(compared) ? [compared.with] : [];
  if (use?.is === 'passed' && ASSERTS_IN.test(use.to) && use.index === 1) return use.called.args.slice(0, 1);
  const uses = use?.is === 'named' ? use.uses : [];
  return uses.flatMap((one) => (one.compared && isLookedUp(one.compared) ? one.compared.with : []));
}

/** Whether nothing else is done with a view: `len(keys)` is another one than that of the headers. */
const isLookedUpOnly = ({ use }: Read['around']): boolean =>
  use?.is !== 'named' || use.uses.every(({ compared }) => compared && isLookedUp(compared));

/** A text of which a part that is written out has capitals, or all of which is known. */
function mayHaveCapitals(name: Value, cx: RuleContext): boolean {
  const texts = textsOf(name);
  if (texts) return texts.some((text) => /[A-Z]/.test(text));
  const source = cx.text(name);
  const isText = name.kinds.every((kind) => kind === 'text');
  // A method, `lower()`, may make another text of it.
  return isText && /["'][^"']*[A-Z]/.test(source) && !/\.\w+\(/.test(source);
}

const formOf = ({ compared }: Read['around'], headers: string, cx: RuleContext): string =>
  compared ? `\`${cx.text(compared.with)} ${compared.operator} ${headers}\`` : `\`${headers}\` alone`;

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

/** Whether a name in pairs or in a dictionary is written with capitals; what it stands with may have some. */
const namesCapitals = (source: string): boolean =>
  /\(\s*["'][\w-]*[A-Z][\w-]*["']\s*,|["'][\w-]*[A-Z][\w-]*["']\s*:/.test(source);

export default toTransform(rule);
