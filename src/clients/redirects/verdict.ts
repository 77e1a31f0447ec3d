import { lineName } from '../../core/lines.ts';
import { hiddenOptions, methodsOf, option, type ClientCall } from '../../core/model/calls.ts';
import { runsText, type Runs } from '../../core/model/recorded.ts';
import { textsOf } from '../../core/model/values.ts';
import type { RuleContext } from '../../core/rule.ts';
import type { ClientFacts, Made } from '../../core/trace.ts';
import { answerOf } from '../routes/answers.ts';
import { STAYED } from '../methods.ts';
import { BODIES, REDIRECTS } from '../options.ts';
import { isOnNewClient } from '../suites.ts';
import { strongestSign, type Sign } from './signs.ts';

/** Whether a call says itself what to do with redirects. */
export const saysRedirects = (call: ClientCall): boolean =>
  // The tenth positional argument of the old `request` was the option.
  call.args.length > 9 || call.options.some(({ key }) => REDIRECTS.includes(key.name));

/** Whether some callers of the function around a call may say it, and others not. */
export const mayBeToldRedirects = (call: ClientCall): boolean =>
  hiddenOptions(call, new Set(REDIRECTS)).length > 0;

/** Why a call may have followed redirects before; undefined where it surely did not. */
export function doubtAbout(call: ClientCall): string | undefined {
  if (!methodsOf(call)?.every((method) => STAYED.includes(method)))
    return 'the method may be `get` or `options`, which already followed redirects';
  const [given] = hiddenOptions(call, new Set(REDIRECTS));
  if (given) return `the option is given at ${lineName(given.where)}, but perhaps not for every call`;
  return mayHaveBeenGet(call)
    ? 'if this was a call of `get` or `options`, it already followed redirects'
    : undefined;
}

/** `request("GET", url, json=...)` may have been a `get` with a body before this migration. */
function mayHaveBeenGet(call: ClientCall): boolean {
  const method = option(call, 'method')?.value ?? call.args[0];
  const [only, ...others] = (method && textsOf(method)) ?? [];
  const isGet = only !== undefined && others.length === 0 && /^(?:get|options)$/i.test(only);
  return (
    call.method.name === 'request' &&
    isGet &&
    method?.form?.is === 'literal' &&
    (BODIES.some((name) => option(call, name) !== undefined) ||
      hiddenOptions(call, new Set(BODIES)).length > 0)
  );
}

/**
 * What the code takes a response for, as `Sign`. Where nothing shows it, `recorded`: it was a redirect in a recorded run, `possible`: a route
 * may redirect; else `untold`.
 */
export interface Verdict {
  readonly seen: Sign['shows'] | 'recorded' | 'possible' | 'untold';
  /** For a person: "`status_code` is compared with 303". */
  readonly because: string;
  /** How many of the recorded executions were answered by a redirect. */
  readonly runs?: Runs;
}

/** What the code takes the response of a call for, as the response is without an option that says what to do with redirects. */
export function verdictOn(call: ClientCall, cx: RuleContext): Verdict {
  const { client, seen, failing } = cx.trace(call);
  if (isTold(client)) return { seen: 'final', because: 'the client is told what to do with redirects' };
  const sign = strongestSign(seen, (name) => cx.spell(name));
  const runs = recordedRedirects(call);
  // A location or a cookie may be that of another answer.
  if (runs?.seen === 0 && sign?.shows !== 'redirect')
    return { seen: 'final', because: 'no recorded run redirects' };
  if (sign && (sign.shows !== 'hint' || !isOnNewClient(cx.suite())))
    return { seen: sign.shows, because: sign.because };
  if (failing) return { seen: 'final', because: 'it is expected to fail' };
  const isMigrated = isOnNewClient(cx.suite());
  // Looking for the route costs most.
  if (!sign && isMigrated) return ON_HTTPX;
  if (!sign && runs)
    return {
      seen: 'recorded',
      because: `recorded: a redirect in ${runsText(runs)}`,
      runs,
    };
  const answer = answerOf(cx.route(call));
  // A location or a cookie may be that of the response behind a redirect, where the new client follows one already.
  if (sign && answer.is === 'redirect') return { seen: sign.shows, because: sign.because };
  if (isMigrated) return ON_HTTPX;
  switch (answer.is) {
    case 'redirect':
      return { seen: 'possible', because: `${lineName(answer.at)}: ${answer.because}` };
    case 'none':
      return { seen: 'final', because: 'its route does not redirect' };
    case 'untold':
      return { seen: 'untold', because: 'nothing here shows whether the response is a redirect' };
    default:
      return answer satisfies never;
  }
}

/** How many of the recorded executions were answered by a redirect; undefined where they do not show it. */
function recordedRedirects({ witness }: ClientCall): Runs | undefined {
  const { runs = 0, redirects } = witness ?? {};
  return runs > 0 && redirects !== undefined ? { seen: redirects, of: runs } : undefined;
}

const ON_HTTPX: Verdict = { seen: 'final', because: 'the suite runs on httpx already' };

/** The option of a client that says what to do with the redirects of all its calls. */
const OPTION = 'followRedirects';

/** Whether the client of a call is told what to do with redirects: `TestClient(app, follow_redirects=False)`. */
function isTold({ made, nearby, assigned, given }: ClientFacts): boolean {
  if (assigned.includes(OPTION) || given.length > 0) return true;
  const told = made.map(isMadeTold);
  // Of one that is annotated, say, it is not known how it was made.
  if (told.length > 0 && told.every((one) => one !== undefined)) return told.every(Boolean);
  const others = nearby.map(isMadeTold);
  return others.includes(true) && !others.includes(false);
}

function isMadeTold({ options, open, handled }: Made): boolean | undefined {
  if (options.includes(OPTION) || handled.length > 0) return true;
  return open ? undefined : false;
}
