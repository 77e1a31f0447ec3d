/** A path as the first argument: a text that begins as one. What `dict.get` is given does not. */
export const PATH = String.raw`(?:/|\{|\$\{|https?://)`;

/** A dotted name at the end of a text; not that of a decorator. */
const RECEIVER = /(?<![\w$.@)\]\x80-\uffff])[A-Za-z_$][\w$.]{0,99}$/;

/** Counts the receivers of the calls that a pattern finds from their dots on, by the text of the receiver. */
export function receiversIn(text: string, pattern: RegExp): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const { index } of text.matchAll(pattern)) {
    const receiver = RECEIVER.exec(text.slice(Math.max(0, index - 101), index))?.[0];
    if (receiver !== undefined) found.set(receiver, (found.get(receiver) ?? 0) + 1);
  }
  return found;
}
