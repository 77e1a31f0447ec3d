import type { Finding } from '../rule.ts';
import type { Escape } from '../sites.ts';
import { enumerated } from '../text.ts';

/** The one finding about a client that is kept out of sight, and about the calls of it that nobody looks at. */
export function untracedClient({ start, end, uses }: Escape): Finding {
  const options = [...new Set(uses.map(({ text }) => `\`--client ${quoted(text)}\``))];
  const files = [...new Set(uses.map(({ path }) => path))];
  return {
    at: { start, end },
    message: `cannot follow this test client: name it with ${enumerated(options)}`,
    // Nothing shows that one of the calls fails: it may do so.
    level: 'differs',
    why: `calls of \`${uses[0].text}\` in ${enumerated(files.slice(0, MAX_FILES))} are not looked at`,
  };
}

const MAX_FILES = 3;

/** As a shell takes it. */
const quoted = (text: string): string => (/^[\w.]+$/.test(text) ? text : `'${text.replaceAll("'", '"')}'`);
