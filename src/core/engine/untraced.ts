import { clientName } from '../language.ts';
import type { Finding } from '../rule.ts';
import { shellWord, enumerated } from '../text.ts';
import type { Escape } from '../sites.ts';

/** The one finding about a client that is kept out of sight, and about the calls of it that nobody looks at. */
export function untracedClient({ start, end, uses, isCode }: Escape): Finding {
  if (isCode) {
    const names = enumerated(uses.map(({ text }) => `\`${text}\``));
    return {
      at: { start, end },
      message: `cannot change code in a string: move the calls of ${names} out of it`,
      level: 'differs',
      why: `calls of ${names} in this string are not looked at`,
    };
  }
  const files = [...new Set(uses.map(({ path }) => path))];
  return {
    at: { start, end },
    message: `cannot follow this test client: ${enumerated([...new Set(uses.map(({ text }) => advice(text)))])}`,
    // Nothing shows that one of the calls fails: it may do so.
    level: 'differs',
    why: `calls of \`${uses[0].text}\` in ${enumerated(files.slice(0, MAX_FILES))} are not looked at`,
  };
}

const MAX_FILES = 3;

/** What cannot be named on the command line, as an item, needs a name first. */
function advice(text: string): string {
  const known = clientName(text);
  if (known !== undefined) return `pass \`--client ${shellWord(known)}\``;
  const name = /(\w+)\W*$/.exec(text)?.[1] ?? 'api';
  return `write \`${name} = ${text}\` where it is used and pass \`--client ${name}\``;
}
