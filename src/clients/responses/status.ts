import { isConstant, type Value } from '../../core/model/values.ts';
import {
  boolean,
  both,
  compare,
  list,
  member,
  none,
  not,
  number,
  quote,
  safe,
  text,
  unsafe,
  type Expr,
  type Finding,
  type RuleContext,
} from '../../core/rule.ts';
import type { Read, Truth } from '../../core/sites.ts';
import type { Comparison } from '../../core/model/surroundings.ts';
import type { Span } from '../../core/text.ts';
import { effectOf, NEW } from '../changes/changes.ts';
import { isOnNewClient } from '../suites.ts';
import { isRepeatable, shown } from './shown.ts';
import { PERMANENT, PHRASES, PHRASES_OF_HTTPX2 } from './names.ts';

/** `r.ok`, which was true below 400: so is `not r.is_error`, while `is_success` is false for redirects. */
export function ok(read: Read, cx: RuleContext): Finding {
  const error = member(quote(read.subject), 'isError');
  const effect = effectOf('goneAttribute', cx);
  if (read.expected) return okExpected(read, read.expected, cx);
  // Taken apart: `const { ok } = response`.
  if (read.start === read.attribute.start)
    return {
      at: read.attribute,
      message: `responses of ${NEW[cx.language]} have no \`ok\`: take out \`isError\`, and write \`!isError\` where \`ok\` is used`,
      ...effect,
    };
  const { target, isNegative } = wholeTest(read, cx);
  const form = `${shown(read.subject, cx)}.${cx.spell('isError')}`;
  const negation = cx.language === 'python' ? 'not ' : '!';
  return {
    at: read.attribute,
    message: `responses of ${NEW[cx.language]} have no \`ok\`: write \`${isNegative ? form : negation + form}\``,
    ...effect,
    fix: safe({ do: 'replace', target, with: isNegative ? error : not(error) }),
  };
}

/** `toMatchObject({ ok: true })`: the other attribute is expected to be the opposite. */
function okExpected({ attribute }: Read, expected: Value | 'any', cx: RuleContext): Finding {
  const to = cx.spell('isError');
  const opposite = expected === 'any' ? undefined : [true, false].find((one) => isConstant(expected, !one));
  const isKnown = expected === 'any' || opposite !== undefined;
  const form = opposite === undefined ? `\`${to}\`` : `\`${to}\` to be ${opposite}`;
  const rename = { do: 'rename', target: attribute, to: 'isError' } as const;
  const fix =
    expected === 'any' || opposite === undefined
      ? safe(rename)
      : safe(rename, { do: 'replace', target: expected, with: boolean(opposite) });
  return {
    at: attribute,
    message: `responses of ${NEW[cx.language]} have no \`ok\`: expect ${isKnown ? form : `the opposite of ${form}`}`,
    ...effectOf('goneAttribute', cx),
    ...(isKnown && { fix }),
  };
}

/** What asks whether the attribute is true: its negation or its comparison with a boolean, else the attribute itself. */
function wholeTest({ around, start, end }: Read, cx: RuleContext): { target: Span; isNegative: boolean } {
  const { negated, compared } = around;
  if (negated) return { target: negated, isNegative: true };
  const asked = compared && askedOf(compared, cx);
  return compared && asked !== undefined
    ? { target: compared, isNegative: !asked }
    : { target: { start, end }, isNegative: false };
}

/** What a comparison of a boolean with a literal one is true for. */
function askedOf({ operator, with: other }: Comparison, cx: RuleContext): boolean | undefined {
  if (!/^(?:true|false)$/i.test(cx.text(other))) return undefined;
  const is = isConstant(other, true);
  if (['==', '===', 'is'].includes(operator)) return is;
  return ['!=', '!==', 'is not'].includes(operator) ? !is : undefined;
}

/** A response by itself, where only its truth counts, which was that of `ok`. */
export function truth(site: Truth, cx: RuleContext): Finding | undefined {
  // An object is always true in JavaScript, with either client.
  if (cx.language !== 'python') return undefined;
  const form = shown(site, cx);
  const error = `${form}.${cx.spell('isError')}`;
  const found = { at: site, ...effectOf('responseTruth', cx) };
  const { negated, tested } = site.around;
  if (site.each) return isOnNewClient(cx.suite()) ? undefined : { ...found, message: eachIn(site, cx) };
  if (!negated && !tested) {
    const message = `a response is always true now, and its value is used here: ask for \`${error}\` in a condition`;
    return { ...found, message };
  }
  const isMigrated = isOnNewClient(cx.suite());
  const fixed = (target: Span, by: Expr) => (isMigrated ? unsafe : safe)({ do: 'replace', target, with: by });
  const isError = member(quote(site), 'isError');
  if (!site.optional) {
    const message = `a response is always true now: write \`${negated ? error : `not ${error}`}\``;
    return { ...found, message, fix: fixed(negated ?? site, negated ? isError : not(isError)) };
  }
  if (!isRepeatable(site, cx)) {
    const named = `(response := ${form}) is not None and not response.${cx.spell('isError')}`;
    return {
      ...found,
      message: `a response is always true now: write \`${named}\`, in parentheses after \`not\``,
    };
  }
  const message = `a response is always true now: write \`${form} is not None and not ${error}\``;
  const tests = both(compare(quote(site), 'is not', none), not(isError));
  return { ...found, message, fix: fixed(site, tests) };
}

/** `all(responses)`, `filter(None, responses)`. */
function eachIn(site: Truth, cx: RuleContext): string {
  const { taken } = site.around;
  const [all, by] = [shown(site, cx, 'responses'), taken?.by === 'argument' ? taken.of : ''];
  const isFine = `not one.${cx.spell('isError')}`;
  const form =
    by === 'filter' ? `(one for one in ${all} if ${isFine})` : `${by}(${isFine} for one in ${all})`;
  return `a response is always true now: write \`${form}\``;
}

/** `r.reason`, which has another name. */
export const reason = (read: Read, cx: RuleContext): Finding => ({
  at: read.attribute,
  message: `\`reason\` is \`${cx.spell('reasonPhrase')}\` now`,
  ...effectOf('goneAttribute', cx),
  fix: safe({ do: 'rename', target: read.attribute, to: 'reasonPhrase' }),
});

/** A reason that is compared with a text that the new client does not have, be it read by its old or its new name. */
export function phrase({ around: { compared } }: Read, cx: RuleContext): Finding | undefined {
  const other = compared?.with;
  const [expected, ...others] = other?.constants ?? [];
  if (!other || typeof expected !== 'string' || others.length > 0 || cx.language !== 'python')
    return undefined;
  const now = PHRASES.get(expected);
  const isWritten = other.form?.is === 'literal';
  if (now !== undefined)
    return {
      at: other,
      message: `httpx says \`${now}\`: expect that`,
      ...effectOf('reasonText', cx),
      ...(isWritten && { fix: safe({ do: 'replace', target: other, with: text(now) }) }),
    };
  const later = PHRASES_OF_HTTPX2.get(expected);
  if (later === undefined) return undefined;
  const message = `httpx2 says \`${later}\`: compare the status code instead, or expect that with httpx2`;
  return { at: other, message, ...effectOf('reasonTextOfHttpx2', cx) };
}

/** `r.is_redirect`: both clients have it, and mean something else. */
export function redirect(read: Read, cx: RuleContext): Finding | undefined {
  if (isOnNewClient(cx.suite())) return undefined;
  return {
    at: read.attribute,
    message: `\`is_redirect\` asks for no location now: write \`${cx.spell('hasRedirectLocation')}\``,
    ...effectOf('redirectAttribute', cx),
    fix: safe({ do: 'rename', target: read.attribute, to: 'hasRedirectLocation' }),
  };
}

/** `r.is_permanent_redirect`. */
export function permanentRedirect(read: Read, cx: RuleContext): Finding {
  const response = quote(read.subject);
  const tests = both(
    member(response, 'hasRedirectLocation'),
    compare(member(response, 'statusCode'), 'in', list(PERMANENT.map(number))),
  );
  const form = shown(read.subject, cx);
  return {
    at: read.attribute,
    message: `responses of httpx have no \`is_permanent_redirect\`: write \`${form}.has_redirect_location and ${form}.status_code in [${PERMANENT.join(', ')}]\``,
    ...effectOf('goneAttribute', cx),
    ...(isRepeatable(read.subject, cx) && { fix: safe({ do: 'replace', target: read, with: tests }) }),
  };
}

/** `r.next`, the request that a redirect asks for. */
export const next = (read: Read, cx: RuleContext): Finding => ({
  at: read.attribute,
  message: `\`next\` is \`${cx.spell('nextRequest')}\` now`,
  ...effectOf('goneAttribute', cx),
  fix: safe({ do: 'rename', target: read.attribute, to: 'nextRequest' }),
});
