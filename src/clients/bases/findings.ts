import { lineName } from '../../core/lines.ts';
import type { Addresses } from '../../core/model/addresses.ts';
import type { Value } from '../../core/model/values.ts';
import type { Finding, RuleContext } from '../../core/rule.ts';
import { effectOf } from '../changes/changes.ts';
import { baseIn, belowRoot, movesOf, type Base, type Moves } from './bases.ts';

/** How a base URL is written at a place: `client.base_url = ...`, `base_url=...`. */
type Written = (url: string) => string;

/** A base URL with a path, where a call of its client goes elsewhere now, or nothing tells where it goes. */
export function ofBase(
  at: Value,
  { value, calls, others }: Addresses,
  written: Written,
  cx: RuleContext,
): Finding | undefined {
  const base = baseIn(value);
  if (!base) return undefined;
  const moves = movesOf(base, calls);
  const { moved, open } = moves;
  const isSeen = calls.length > 0 || others;
  if (moved.length === 0 && open.length === 0 && isSeen) return undefined;
  // A path that ends with a slash makes no difference to what does not begin with one.
  const isEarly = moved.some(({ early }) => early);
  return {
    at,
    message: `${told(base, moves)}: ${advice(base, moves, written)}`,
    ...effectOf(isEarly ? 'joinedBase' : 'basePath', cx),
  };
}

function told({ path }: Base, { moved }: Moves): string {
  const [first, ...more] = moved;
  if (!first) return `calls with a URL like \`"/a"\` go below \`${path}\` now`;
  const { call, now, before } = first;
  const others =
    more.length > 0 ? `, and ${more.length} other call${more.length > 1 ? 's' : ''} elsewhere too` : '';
  return `\`${brief(call.text)}\` (${lineName(call.where)}) goes to \`${now}\` now, not to \`${before}\`${others}`;
}

/** With a base URL without a path every version goes to the path that a call writes. */
function advice({ origin }: Base, { moved, open, kept, short }: Moves, written: Written): string {
  if (kept !== undefined && open.length === 0 && moved.length > 0) return `write \`${written(kept)}\``;
  const example = short ? `, \`"${short.whole}"\` for \`"${short.url}"\`` : '';
  return `write \`${written(origin)}\` and whole paths in its calls${example}`;
}

/** A root path, where calls write it too. */
export function ofRoot(at: Value, { value, calls }: Addresses, cx: RuleContext): Finding | undefined {
  const [first, ...more] = belowRoot(value, calls);
  if (!first) return undefined;
  const { call, url, root, now } = first;
  const others = more.length > 0 ? ` (and ${more.length} more)` : '';
  return {
    at,
    message: `\`${brief(call.text)}\` (${lineName(call.where)})${others} reaches the route \`${now}\` now: remove \`root_path\`, or write \`"${root}${url}"\``,
    ...effectOf('rootPath', cx),
  };
}

/** A call on one line, with no more than a reader needs to find it. */
function brief(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > MAX_SHOWN ? `${line.slice(0, MAX_SHOWN)}...` : line;
}

const MAX_SHOWN = 60;
