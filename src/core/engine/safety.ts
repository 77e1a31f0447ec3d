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
        why: join(finding.why, `only its name suggests that \`${text}\` is a test client`),
        ...(finding.fix && { fix: { ...finding.fix, safety: 'unsafe' } satisfies Fix }),
      };
    case 'mixed':
      return withoutFix(finding, `\`${text}\` is a test client on one path and something else on another`);
  }
}

/** The finding for a person: its fix is gone, and the reason is added to why. */
export function withoutFix(finding: Finding, reason: string): Finding {
  const { fix: _, ...rest } = finding;
  return { ...rest, why: join(finding.why, reason) };
}

const join = (...parts: readonly (string | undefined)[]): string => parts.filter(Boolean).join('; ');
