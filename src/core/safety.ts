import type { Site } from './model.ts';
import type { Finding, Fix } from './rule.ts';

/**
 * The one place that decides how safe a fix is: what the rule says, made weaker by what is known of the receiver.
 * Rules never repeat this.
 */
export function weaken(finding: Finding, { receiver }: Pick<Site, 'receiver'>): Finding {
  switch (receiver.certainty) {
    case 'proven':
      return finding;
    case 'likely':
      return {
        ...finding,
        why: join(
          finding.why,
          `\`${receiver.text}\` is taken for a test client by its name alone; nothing proves it`,
        ),
        ...(finding.fix && { fix: { ...finding.fix, safety: 'unsafe' } satisfies Fix }),
      };
    case 'mixed':
      return withoutFix(
        finding,
        `\`${receiver.text}\` is a test client on one path and something else on another`,
      );
  }
}

/** The finding for a person: its fix is gone, and the reason is added to why. */
export function withoutFix(finding: Finding, reason: string): Finding {
  const { fix: _, ...rest } = finding;
  return { ...rest, why: join(finding.why, reason) };
}

const join = (...parts: readonly (string | undefined)[]): string => parts.filter(Boolean).join('; ');
