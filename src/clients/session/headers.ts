import { option, type ClientConstruction } from '../../core/model/calls.ts';
import { isOnly, type Value } from '../../core/model/values.ts';
import {
  call,
  mapping,
  member,
  name,
  quote,
  safe,
  text as literal,
  unsafe,
  type Finding,
  type RuleContext,
} from '../../core/rule.ts';
import type { Read, Store } from '../../core/sites.ts';
import type { Called } from '../../core/model/surroundings.ts';
import { effectOf } from '../changes/changes.ts';
import { itemsIn } from '../values/arguments.ts';

/** Methods of headers that are gone, or take something else. */
export const METHODS_OF_HEADERS: readonly string[] = ['update', 'lowerItems'];

export function headersRead(site: Read, cx: RuleContext): Finding | undefined {
  const { attribute, called, subject } = site;
  if (attribute.name === 'update') return called && headersUpdated(site, called, cx);
  const fix = safe({ do: 'rename', target: attribute, to: 'items' });
  const message = `headers are lower-case now: write \`${subject.text}.items()\``;
  return { at: attribute, message, ...effectOf('headersMethod', cx), fix };
}

/** `client.headers.update(Accept="text/html")`. */
function headersUpdated(
  { attribute, subject }: Read,
  { args, options, opaque, ...place }: Called,
  cx: RuleContext,
): Finding | undefined {
  const [other] = args;
  if (options.length === 0) return other && noneUpdated(attribute, subject, other, cx);
  const entries = options.map(({ key, value }) => [literal(cx.text(key)), quote(value)] as const);
  const written = options.map(({ key, value }) => `"${cx.text(key)}": ${cx.text(value)}`).join(', ');
  const given = args.map((one) => `**${cx.text(one)}, `).join('');
  const isFixed = args.length === 0 && !opaque;
  const fix = safe({
    do: 'replace',
    target: place,
    with: call(member(quote(subject), 'update'), [mapping(entries)]),
  });
  return {
    at: attribute,
    message: `\`update\` of headers takes no keywords now: write \`${subject.text}.update({${given}${written}})\``,
    ...effectOf('headersMethod', cx),
    ...(isFixed && { fix }),
  };
}

/** `{"Accept": None}`: the key of an entry that requests took for the wish to send no such header. */
const OF_NONE = /(["'])([\w-]+)\1\s*:\s*None\s*[,}]/;

/** `client.headers.update({"Accept": None})`. */
function noneUpdated(
  at: Read['attribute'],
  { of, text: client }: Read['subject'],
  given: Value,
  cx: RuleContext,
): Finding | undefined {
  const [, , name] = OF_NONE.exec(cx.text(given)) ?? [];
  if (name === undefined || of !== 'client') return undefined;
  return { at, message: notByNone(`${client}.pop("${name}", None)`), ...effectOf('headersMethod', cx) };
}

const notByNone = (written: string): string => `\`None\` takes no header away now: write \`${written}\``;

/** `client.headers["Accept"] = None`. */
export function headerRemoved(
  { subject, target, value, statement, how, ...site }: Store,
  cx: RuleContext,
): Finding | undefined {
  const isNone = how === 'set' && value?.inert === true && isOnly(value, 'none');
  if (!isNone || subject.of !== 'client' || target.name === '') return undefined;
  const key = { start: target.start - 1, end: target.end + 1 };
  const popped = call(member(quote(subject), 'pop'), [quote(key), name('None')]);
  return {
    at: site,
    message: notByNone(`${subject.text}.pop(${cx.text(key)}, None)`),
    ...effectOf('headersMethod', cx),
    ...(statement && { fix: safe({ do: 'replace-statement', statement, targets: [], value: popped }) }),
  };
}

/**
 * `client.headers = {...}`: httpx puts its own defaults beside them, `user-agent: python-httpx` among them. Nothing where the headers
 * before are among the new ones, or where they are only taken away. Headers that are made elsewhere may have a user agent.
 */
export function headersStored(
  { target, subject, value, statement, how }: Store,
  cx: RuleContext,
): Finding | undefined {
  if (how !== 'set' || !value || !isNew(value, cx)) return undefined;
  const written = `${subject.text}.${cx.spell('headers')}.update(${cx.text(value)})`;
  const update = call(member(member(quote(subject), 'headers'), 'update'), [quote(value)]);
  const fix = statement && unsafe({ do: 'replace-statement', statement, targets: [], value: update });
  return {
    at: target,
    message: `to send \`user-agent: testclient\` and no other, write \`${written}\``,
    ...effectOf('headersReplaced', cx),
    ...(fix && { fix }),
  };
}

const isNew = (value: Value, cx: RuleContext): boolean =>
  /^(?:\{|dict\()/.test(cx.text(value)) &&
  value.empty !== true &&
  !/\*\*|user-agent|\bheaders\b/i.test(cx.text(value));

/** Options of a construction that this file looks at. */
export const HEADERS_MADE: readonly string[] = ['headers'];

/** `"User-Agent"` in any case, as it is written. */
const USER_AGENT = /^(["'])(user-agent)\1$/i;

/**
 * `TestClient(app, headers={"User-Agent": "me"})`: the client adds its own unless the dictionary has a key in lower case. A
 * class of the project may do with the headers what it likes.
 */
export function agentGiven(site: ClientConstruction, cx: RuleContext): Finding | undefined {
  const { receiver } = site;
  const given = option(site, 'headers');
  if (!given || (receiver.because !== 'constructed' && !receiver.text.endsWith('.__init__')))
    return undefined;
  const written = itemsIn(given.value);
  const keys = written?.as === 'mapping' ? written.items.flatMap((item) => item.key ?? []) : [];
  const key = keys.find((one) => ![undefined, AGENT].includes(USER_AGENT.exec(cx.text(one))?.[2]));
  if (!key || !written) return undefined;
  const fix = safe({ do: 'edit-text', target: { start: key.start + 1, end: key.end - 1 }, to: AGENT });
  return {
    at: { start: key.start, end: key.end },
    message: `a test client adds its own user agent beside this one: write \`"${AGENT}"\``,
    ...effectOf('capitalAgent', cx),
    ...(written.only && { fix }),
  };
}

const AGENT = 'user-agent';
