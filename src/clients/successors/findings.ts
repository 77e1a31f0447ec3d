import { safe, unsafe, type Finding, type RuleContext } from '../../core/rule.ts';
import type { Reference } from '../../core/sites.ts';
import { effectOf } from '../changes/changes.ts';
import { successorIntents, successorText } from './intents.ts';
import {
  classAfter,
  exceptionAfter,
  exceptionExpected,
  isCovered,
  isMatched,
  meetsAll,
  raisedInstead,
  type Successor,
} from './successors.ts';

/** A class with the same name in httpx, all of whose uses change: its import does it. */
export function namesake(site: Reference): Successor | undefined {
  const successor = exceptionAfter(site.path) ?? classAfter(site.path);
  const isSame =
    successor !== undefined && site.path.endsWith(`.${successor.name}`) && !site.text.includes('.');
  return isSame && site.whole && meetsAll(site, successor) === 'proven' ? successor : undefined;
}

/** What is to be written for an exception that a test client is expected to raise. */
export function* exceptionFindings(site: Reference, cx: RuleContext): Generator<Finding> {
  const at = { start: site.start, end: site.end };
  const successor = exceptionExpected(site);
  const instead = raisedInstead(site.path);
  if (instead !== undefined && site.as === 'raises' && site.meets && !site.meets.others) {
    const message = `test clients no longer raise \`${site.text}\`: expect \`${instead}\``;
    if (site.meets.things.some(({ is }) => is === 'client'))
      yield { at, message, ...effectOf('exception', cx) };
    return;
  }
  if (!successor || !meetsAll(site, successor) || isCovered(site, successor) || namesake(site)) return;
  const text = successorText(successor, cx);
  const isBroad = successor.name === 'HTTPError' && site.meets?.things.some(({ does }) => does === 'json');
  const message = isBroad
    ? `test clients raise no \`${site.text}\`: write \`(${text}, json.JSONDecodeError)\``
    : `test clients raise \`${text}\` in the place of \`${site.text}\``;
  const problem = isMatched(site, successor)
    ? undefined
    : `the text of the exception is another now, so change the pattern too: \`${successor.text ?? ''}\``;
  const finding = { at, message, ...effectOf('exception', cx, problem) };
  yield isBroad || problem !== undefined ? finding : { ...finding, ...fixFor(site, successor, cx) };
}

/** What is to be written for a class that something of a test client was of. */
export function* classFindings(
  site: Reference,
  successor: Successor | undefined,
  cx: RuleContext,
): Generator<Finding> {
  if (!successor || !meetsAll(site, successor) || isCovered(site, successor) || namesake(site)) return;
  const noun = { client: 'a test client', response: 'a response of a test client' }[successor.of as string];
  const message = successor.by
    ? `test clients raise \`${successorText(successor, cx)}\` in the place of \`${site.text}\``
    : `${noun ?? 'what a test client has here'} is no \`${site.text}\` any more: write \`${successorText(successor, cx)}\``;
  yield {
    at: { start: site.start, end: site.end },
    message,
    ...effectOf(successor.by ? 'exception' : 'classOfOld', cx),
    ...fixFor(site, successor, cx),
  };
}

/** Safe where a test client is seen to meet the name. */
export function fixFor(site: Reference, successor: Successor, cx: RuleContext): Pick<Finding, 'fix'> {
  const intents = successorIntents(site, successor, cx);
  return { fix: meetsAll(site, successor) === 'proven' ? safe(...intents) : unsafe(...intents) };
}
