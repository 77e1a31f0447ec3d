import { isOnly, type Value } from '../../core/model/values.ts';
import { call, member, name, quote, type Expr, type Intent, type RuleContext } from '../../core/rule.ts';
import { hasReached } from '../../core/model/target.ts';
import { isOnNewClient } from '../suites.ts';
import { beforeDot } from '../values/source.ts';
import { inBinaryMode, openedBy, readsText } from './opened.ts';

/** What has to be done to the content of a part. */
export interface Content {
  readonly change: 'fileText' | 'fileTextMode' | 'fileContent';
  readonly advice: string;
  /** What to write in its place. */
  readonly becomes?: Expr;
  /** Edits elsewhere: what is written stays in its place. */
  readonly intents?: readonly Intent[];
  /** A name that has to be imported from `io`, beside what imports another one from it. */
  readonly imports?: Extract<Intent, { readonly do: 'import' }>;
  /** The part has to go. */
  readonly gone?: true;
  /** What it is now has no name of its own, so that the part needs one. */
  readonly nameless?: true;
}

/** Undefined where httpx takes the content as it is, or where nothing shows that it does not. */
export function contentOf(value: Value, cx: RuleContext): Content | undefined {
  const code = cx.text(value);
  if (isOnly(value, 'none'))
    return { change: 'fileContent', advice: '`None` is no longer left out: remove the part', gone: true };
  if (isOnly(value, 'text')) {
    if (takesText(cx)) return undefined;
    const becomes = call(member(quote(value), 'encode'), []);
    return {
      change: 'fileText',
      advice: `the content of a file has to be bytes: write \`${beforeDot(value, code)}.encode()\``,
      becomes,
      nameless: true,
    };
  }
  if (isOnly(value, 'buffer')) {
    const becomes = call(name('bytes'), [quote(value)]);
    return {
      change: 'fileContent',
      advice: `httpx takes no bytearray or memoryview: write \`bytes(${code})\``,
      becomes,
      nameless: true,
    };
  }
  if (isOnly(value, 'number')) {
    const becomes = call(member(call(name('str'), [quote(value)]), 'encode'), []);
    return {
      change: 'fileContent',
      advice: `the content of a file has to be bytes: write \`str(${code}).encode()\``,
      becomes,
      nameless: true,
    };
  }
  return ofText(value, code, cx);
}

/** Whether the httpx that the suite runs on is not 0.23.0, the one release that refused text. */
const takesText = (cx: RuleContext): boolean =>
  cx.target.client === 'httpx2' ||
  hasReached(cx.target, 'httpx', [0, 23, 1]) === true ||
  isOnNewClient(cx.suite());

/** A file of text. */
function ofText(value: Value, code: string, cx: RuleContext): Content | undefined {
  const opened = openedBy(value);
  if (opened && readsText(opened)) {
    const intents = inBinaryMode(opened);
    const start = `a file has to be opened in binary mode: write \`${cx.text(opened.shape.callee)}(..., "rb")\``;
    const isSpent = value.written?.again === true || value.written?.spent === true;
    const advice = isSpent ? `${start}; each call sends all of it then, not only what is left` : start;
    return { change: 'fileTextMode', advice, ...(intents && { intents }) };
  }
  if (!isOnly(value, 'text-stream')) return undefined;
  const places = value.elsewhere ?? [];
  if (!isBuffer(value) && !(places.length > 0 && places.every((one) => isBuffer(one.value)))) {
    const advice =
      'httpx takes no file of text: where it is made, open it with `"rb"`, or write `BytesIO` for `StringIO`';
    return { change: 'fileTextMode', advice };
  }
  const shape = value.written?.start === value.start ? value.written.shape : undefined;
  const made = shape?.is === 'call' ? shape : undefined;
  const [text, ...more] = made?.args ?? [];
  if (!made || !text || more.length > 0 || made.options.length > 0 || !isOnly(text, 'text')) {
    const becomes = call(member(call(member(quote(value), 'read'), []), 'encode'), []);
    const advice = `httpx takes no StringIO: write \`${beforeDot(value, code)}.read().encode()\``;
    return { change: 'fileTextMode', advice, becomes, nameless: true };
  }
  const callee = made.on ? `${cx.text(made.on)}.BytesIO` : 'BytesIO';
  const becomes = call(name(callee), [call(member(quote(text), 'encode'), [])]);
  return {
    change: 'fileTextMode',
    advice: `httpx takes no StringIO: write \`${callee}(${beforeDot(text, cx.text(text))}.encode())\``,
    becomes,
    nameless: true,
    ...(!made.on && {
      imports: { do: 'import', from: 'io', name: 'BytesIO', beside: made.callee },
    }),
  };
}

const isBuffer = ({ written }: Value): boolean =>
  written?.shape.is === 'call' && written.shape.path === 'io.StringIO';
