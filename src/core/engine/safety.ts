import type { ClientCall, Override } from '../model/calls.ts';
import type { Subject } from '../model/subjects.ts';
import type { Finding, Fix, Intent } from '../rule.ts';
import { subjectOf, type Site } from '../sites.ts';
import { mirrored } from './mirror.ts';

/**
 * The one place that decides how safe a fix is: what the rule says, weakened by how certain the site's subject is.
 * Rules never repeat this.
 */
export function weaken(raw: Finding, site: Site): Finding {
  const subject = subjectOf(site);
  if (!subject) return raw;
  const finding = site.kind === 'call' ? ofCall(raw, site) : raw;
  const { certainty, text } = subject;
  switch (certainty) {
    case 'proven':
      return finding;
    case 'likely':
      return {
        ...finding,
        why: join(finding.why, doubtAbout(subject)),
        ...(finding.fix && { fix: { ...finding.fix, safety: 'unsafe' } satisfies Fix }),
      };
    case 'mixed':
      if (subject.mixedBy !== undefined) return withoutFix(finding, subject.mixedBy);
      if (subject.replaced !== undefined) return withoutFix(finding, REPLACED);
      return withoutFix(
        finding,
        `\`${text}\` is ${nounOf(subject)} on one path and something else on another`,
      );
  }
}

const REPLACED =
  'a test replaces the method, so change the call together with what stands in its place and what is expected of it';

/** What the code around a call, or the test that it is made in, leaves of a fix. */
function ofCall(raw: Finding, site: ClientCall): Finding {
  const finding = site.override ? overriding(raw, site.override) : raw;
  const { fix } = finding;
  if (!fix || !site.double) return finding;
  const both = mirrored(fix, site, site.double);
  return both ? { ...finding, fix: both } : withoutFix(finding, REPLACED);
}

/**
 * In a method that stands in the place of a client's, what it is called with is not known. Arguments get the names of their
 * parameters, which changes nothing else. Where only the project calls it, what does not depend on its callers is edited too.
 */
function overriding(finding: Finding, { method, byClient }: Override): Finding {
  const { fix } = finding;
  if (!fix || fix.forAnyCaller || fix.intents.every(isNaming)) return finding;
  const isLocal = fix.safety === 'safe' && !fix.intents.some(isForCallers);
  if (!byClient && isLocal) return finding;
  const reason = byClient ? 'and other methods of the client call it' : 'and may be called from elsewhere';
  return withoutFix(finding, `this method overrides \`${method}\`, ${reason}`);
}

/** A positional argument that repeats a default goes with those that are named. */
const isNaming = (intent: Intent): boolean =>
  intent.do === 'name-argument' || (intent.do === 'remove' && !('key' in intent.item));

/** What becomes of the call depends on what the callers want of it, or on another method that may be overridden too. */
const isForCallers = (intent: Intent): boolean =>
  intent.do === 'add-option' || intent.do === 'prepend-argument';

function doubtAbout(subject: Subject): string {
  const { because, text } = subject;
  const noun = nounOf(subject);
  switch (because) {
    case 'named':
      return `only its name suggests that \`${text}\` is ${noun}`;
    case 'injected':
      return `only tests make \`${text}\` ${noun}: a \`requests.Session\` from elsewhere needs the old form`;
    case 'annotated':
      return `only its annotation suggests that \`${text}\` is ${noun}`;
    default:
      return `cannot tell whether \`${text}\` is always ${noun}`;
  }
}

function nounOf({ is }: Subject): string {
  switch (is) {
    case 'client':
      return 'a test client';
    case 'response':
      return 'a response of a test client';
    case 'cookies':
      return 'a cookie jar of a test client';
    case 'headers':
      return 'the headers of a test client';
    case 'url':
      return 'a URL of a test client';
    case 'request':
      return 'a request of a test client';
  }
}

/** The finding for a person: its fix is gone, and the reason is added to why. */
export function withoutFix(finding: Finding, reason: string): Finding {
  const { fix: _, ...rest } = finding;
  return { ...rest, why: join(finding.why, reason) };
}

const join = (...parts: readonly (string | undefined)[]): string => parts.filter(Boolean).join('; ');
