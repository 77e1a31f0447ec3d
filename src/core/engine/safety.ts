import type { Subject } from '../model.ts';
import type { Finding, Fix } from '../rule.ts';
import { subjectOf, type Site } from '../sites.ts';

/**
 * The one place that decides how safe a fix is: what the rule says, weakened by how certain the site's subject is.
 * Rules never repeat this.
 */
export function weaken(finding: Finding, site: Site): Finding {
  const subject = subjectOf(site);
  if (!subject) return finding;
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
      return withoutFix(
        finding,
        `\`${text}\` is ${nounOf(subject)} on one path and something else on another`,
      );
  }
}

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
