import { expect, test } from 'vitest';
import type { Subject } from '../../src/core/model/subjects.ts';
import { safe, type Finding } from '../../src/core/rule.ts';
import { weaken } from '../../src/core/engine/safety.ts';
import type { Truth } from '../../src/core/sites.ts';

const at = { start: 0, end: 1 };

const about = (subject: Partial<Subject>): Truth => ({
  kind: 'truth',
  ...at,
  subject: {
    ...at,
    is: 'response',
    text: 'r',
    certainty: 'likely',
    because: 'constructed',
    library: 'test-client',
    ...subject,
  },
  around: {},
});

const finding: Finding = { at, message: '', level: 'fails', fix: safe() };

test.each<[Partial<Subject>, string]>([
  [{ because: 'named' }, 'only its name suggests that `r` is a response of a test client'],
  [{ because: 'annotated' }, 'only its annotation suggests that `r` is a response of a test client'],
  [{ because: 'caller' }, 'cannot tell whether `r` is always a response of a test client'],
  [{ is: 'cookies', because: 'named' }, 'only its name suggests that `r` is a cookie jar of a test client'],
  [
    { certainty: 'mixed', is: 'url' },
    '`r` is a URL of a test client on one path and something else on another',
  ],
])('a finding says why its fix is weakened: %#', (subject, why) => {
  expect(weaken(finding, about(subject)).why).toBe(why);
});

test.each<[Subject['certainty'], string | undefined]>([
  ['proven', 'safe'],
  ['likely', 'unsafe'],
  ['mixed', undefined],
])('a fix of what is %s is %s', (certainty, safety) => {
  expect(weaken(finding, about({ certainty })).fix?.safety).toBe(safety);
});
