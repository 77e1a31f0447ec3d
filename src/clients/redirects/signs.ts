import type { Comparing, Observation, Operand, Reading, Relation, Step, Way } from '../../core/trace.ts';
import type { TraceWants } from '../../core/wants.ts';
import { REDIRECTS } from '../options.ts';
import { SUITES } from '../suites.ts';
import { codesOf, codeWritten, isNamed, isRedirect } from './statuses.ts';

/**
 * What the code takes the response of a call for, as far as it tells a redirect from other responses. `redirect`: it compares the
 * status with a redirect's, or asks whether it is one. `hint`: it reads something that a redirect has as a rule, and the
 * response behind it has not (a location, a cookie). `final`: it asserts that it is no redirect.
 */
export interface Sign {
  readonly shows: 'redirect' | 'final' | 'hint';
  /** For a person: "`status_code` is compared with 303". */
  readonly because: string;
}

/** Attributes that only a redirect answers to in the affirmative, or at all. */
const OF_REDIRECTS: readonly string[] = ['isRedirect', 'isPermanentRedirect', 'next'];

/** Attributes that responses of requests never had: code that reads them runs on httpx already. */
const OF_HTTPX: readonly string[] = ['isSuccess', 'hasRedirectLocation', 'nextRequest'];

/** What is to be known of a response and of its client, to tell a redirect. */
export const TRACED: TraceWants = {
  reads: [...OF_REDIRECTS, 'history', 'cookies', 'text', 'content', 'json', ...OF_HTTPX],
  follows: ['statusCode', 'status', 'headers'],
  options: REDIRECTS,
  overrides: ['request'],
  suites: SUITES,
};

type Spell = (name: string) => string;

/** The strongest sign among observations, the first of its strength. */
export function strongestSign(seen: readonly Observation[], spell: Spell): Sign | undefined {
  const signs = signsIn(seen, spell);
  return (['redirect', 'final', 'hint'] as const).flatMap((strength) =>
    signs.filter(({ shows }) => shows === strength),
  )[0];
}

/** What is asserted on one path only need not hold for every response; that it is a redirect on one path is enough. */
function signsIn(seen: readonly Observation[], spell: Spell): readonly Sign[] {
  return seen.flatMap((one) => {
    if (one.is === 'ways') return signsOnWays(one.ways, spell);
    const sign = one.is === 'passed' ? signOfHelper(one.to) : signOf(one, spell);
    return sign && (one.certain || sign.shows !== 'final') ? [sign] : [];
  });
}

/** That it is no redirect counts where no way leaves it open. A caller that drops the response has no say. */
function signsOnWays(ways: readonly Way[], spell: Spell): readonly Sign[] {
  const found = ways.map(({ seen, ignored }) => ({ signs: signsIn(seen, spell), ignored }));
  const isOpen = found.some(
    ({ signs, ignored }) => !ignored && !signs.some(({ shows }) => shows === 'final'),
  );
  return found.flatMap(({ signs }) => signs).filter(({ shows }) => !isOpen || shows !== 'final');
}

/** `assert_redirects(response, "/")`. */
const signOfHelper = (name: string): Sign | undefined =>
  /redirect/i.test(name) && /assert|check|expect|is_|verify|follow/i.test(name)
    ? { shows: 'redirect', because: `it is given to \`${name}\`` }
    : undefined;

const JSON_READ: Sign = { shows: 'final', because: 'its JSON is read' };

function signOf(reading: Reading, spell: Spell): Sign | undefined {
  const { attribute } = reading;
  const isRead = `\`${spell(attribute)}\` is read`;
  switch (attribute) {
    case 'statusCode':
    case 'status':
      return signOfStatus(reading, spell(attribute));
    case 'headers':
      return signOfHeaders(reading);
    case 'history':
      // A response with a history has been redirected: its client follows already.
      return isExpectedFull(reading)
        ? { shows: 'final', because: 'it is expected to have been redirected' }
        : { shows: 'hint', because: isRead };
    case 'cookies':
      return { shows: 'hint', because: isRead };
    case 'text':
    case 'content':
      // `json.loads(r.text)`
      if (reading.steps[0]?.by === 'loads') return JSON_READ;
      return isTextAsserted(reading) ? { shows: 'final', because: 'its text is asserted' } : undefined;
    case 'json':
      // A redirect has no JSON in it, as a rule.
      return reading.called ? JSON_READ : undefined;
    default:
      if (OF_HTTPX.includes(attribute)) return { shows: 'final', because: isRead };
      return OF_REDIRECTS.includes(attribute) ? { shows: 'redirect', because: isRead } : undefined;
  }
}

function signOfStatus(reading: Reading, name: string): Sign | undefined {
  const redirect = (code: number | string): Sign => ({
    shows: 'redirect',
    because: `\`${name}\` is compared with ${code}`,
  });
  const { steps, compared, beside, matched, around, certain } = reading;
  const operands = [...compared.map((one) => one.with), ...beside];
  const expected = steps.length === 0 ? operands.flatMap(codesIn).find(isRedirect) : undefined;
  if (expected !== undefined) return redirect(expected);
  if (reading.asserted && isNoRedirect(reading))
    return { shows: 'final', because: `\`${name}\` is asserted to be no redirect` };
  const written = [...matched, ...around].flatMap((known) => codeWritten(known) ?? []).find(isRedirect);
  if (written !== undefined) return redirect(written);
  if (isOfRedirects(reading)) return redirect('the class of redirects');
  return certain && isExpectedOtherwise(reading)
    ? { shows: 'final', because: `\`${name}\` is asserted to be no redirect` }
    : undefined;
}

const codesIn = ({ values }: Operand): readonly number[] => (values && codesOf(values)) ?? [];

/** `assert_that(r.status_code).is_equal_to(500)`, `expect(r.status_code).to_be(200)`, `assert_that(r.status_code, equal_to(404))`. */
function isExpectedOtherwise({ steps, beside, around }: Reading): boolean {
  const names = around.flatMap((known) => (isNamed(known) ? [known.name] : []));
  if (steps.length + beside.length === 0 || !names.some((name) => /assert|expect|verify/i.test(name)))
    return false;
  const done = [...steps.map(({ by }) => by), ...names];
  if (done.some((one) => BELOW_OR_NOT.test(one))) return false;
  const codes = around.flatMap((known) => codesOf([known]) ?? []);
  if (done.some((one) => ABOVE.test(one)) && !codes.every((code) => code >= 399)) return false;
  return codes.length > 0 && codes.every((code) => code >= 100 && code < 600 && !isRedirect(code));
}

/** `is_not_equal_to`, `assertNotIn`, `assertLess`. */
const BELOW_OR_NOT =
  /(?:^|_|\b)(?:not|is_?n[o']?t|never|lt|le|less\w*)(?:_|\b)|(?<=[a-z])(?:Not|Less)(?![a-z])/;
const ABOVE = /(?:^|_|\b)(?:gt|ge|greater\w*)(?:_|\b)|(?<=[a-z])Greater(?![a-z])/;

/** Whether an asserted comparison leaves out all redirects. */
function isNoRedirect({ steps, compared }: Reading): boolean {
  if (steps.length > 0) return isHundreds(steps) && isAlways(compared, '==', [2, 4, 5]);
  const [only, ...more] = compared;
  const codes = only && more.length === 0 && EQUALITIES.has(only.operator) ? codesIn(only.with) : [];
  if (codes.length > 0 && !codes.some(isRedirect)) return true;
  return (
    isAlways(compared, '<', [300]) ||
    isAlways(compared, '<=', [299]) ||
    isAlways(compared, '>=', [400]) ||
    isAlways(compared, '>', [399])
  );
}

const EQUALITIES: ReadonlySet<Relation> = new Set<Relation>(['==', 'in']);

/** Whether a status is compared with what redirects have in common: `// 100 == 3`, `>= 300`, `str(...).startswith("3")`. */
function isOfRedirects({ steps, compared, around }: Reading): boolean {
  if (isHundreds(steps)) return isEver(compared, '==', [3]) || isEver(compared, 'in', [3]);
  if (steps[0]?.by === 'text') return around.includes('3') || around.includes('3xx');
  return isEver(compared, '>=', [299, 300]) || isEver(compared, '>', [299, 300]);
}

/** `status // 100`. */
const isHundreds = ([step, ...more]: readonly Step[]): boolean =>
  more.length === 0 && (step?.by === '//' || step?.by === '/') && step.with[0] === 100;

/** Whether a comparison is with one of some numbers, and with nothing else. */
const isAlways = (compared: readonly Comparing[], operator: Relation, numbers: readonly number[]): boolean =>
  compared.some((one) => {
    const codes = one.operator === operator ? codesIn(one.with) : [];
    return codes.length > 0 && codes.every((code) => numbers.includes(code));
  });

/** Whether a comparison is with one of some numbers, maybe among others. */
const isEver = (compared: readonly Comparing[], operator: Relation, numbers: readonly number[]): boolean =>
  compared.some(
    (one) => one.operator === operator && codesIn(one.with).some((code) => numbers.includes(code)),
  );

function signOfHeaders(reading: Reading): Sign | undefined {
  const { around } = reading;
  if (isTypeAsserted(reading)) return { shows: 'final', because: 'its content type is asserted' };
  const header = around.find((known) => typeof known === 'string' && HEADERS.test(known));
  return typeof header === 'string'
    ? { shows: 'hint', because: `the header \`${header}\` is read` }
    : undefined;
}

/** Headers that a redirect has, or that the response behind it does not have. */
const HEADERS = /^(location|set-cookie)$/i;

/** A redirect of Starlette has no content type: `assert r.headers["content-type"] == "text/html"`. */
function isTypeAsserted({ steps: [step, ...more], compared, asserted }: Reading): boolean {
  const isRead = (step?.by === '[]' || step?.by === 'get') && /^content-type$/i.test(String(step.with[0]));
  if (!isRead || !asserted) return false;
  const [only] = compared;
  if (!only) return more.some(({ by }) => by === 'startswith');
  return (only.operator === '==' || only.operator === 'contains') && only.with.text === 'full';
}

/** `assert r.history`, `r.history[0]`, `len(r.history) == 1`. */
function isExpectedFull({ steps: [step], compared, asserted }: Reading): boolean {
  if (!step) return asserted && compared.length === 0;
  if (step.by === '[]') return true;
  if (step.by !== 'length') return false;
  return compared.some(({ operator, with: other }) => {
    const [least = -1] = codesIn(other);
    return ((operator === '==' || operator === '>=') && least >= 1) || (operator === '>' && least >= 0);
  });
}

/** The text of a redirect is empty. */
function isTextAsserted({ steps, compared: [only, ...more], asserted }: Reading): boolean {
  const isComparable = only?.operator === 'contains' || (only !== undefined && EQUALITIES.has(only.operator));
  return asserted && isComparable && steps.length === 0 && more.length === 0 && only.with.text === 'full';
}
