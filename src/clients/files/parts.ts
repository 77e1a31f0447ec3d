import type { ClientCall } from '../../core/model/calls.ts';
import { isConstant, isOnly, textsOf, type Item, type Value } from '../../core/model/values.ts';
import {
  list,
  quote,
  safe,
  text,
  tuple,
  type Expr,
  type Finding,
  type Fix,
  type RuleContext,
} from '../../core/rule.ts';
import { effectOf } from '../changes/changes.ts';
import { asOption, itemsIn, type Written } from '../values/arguments.ts';
import { findingsElsewhere, type Inspect } from '../values/elsewhere.ts';
import { contentOf, type Content } from './contents.ts';
import { openedBy } from './opened.ts';

/** What httpx makes otherwise of the parts that are written as `files`. */
export function* partFindings(call: ClientCall, value: Value, cx: RuleContext): Generator<Finding> {
  const written = itemsIn(value);
  if (!written) return;
  const isGone = written.items.map((item) => isOnly(contentIn(item.value), 'none'));
  for (const item of written.items) {
    if (!item.key) {
      yield* partFindings(call, item.value, cx);
      yield* findingsElsewhere(
        { value: item.value, name: 'files' },
        (unpacked, inner) => partFindings(call, unpacked, inner),
        cx,
      );
      continue;
    }
    yield* nameFindings(item.key, written, cx);
    const part = { call, item: { ...item, key: item.key }, written, cx, alone: isGone.every(Boolean) };
    yield* ofPart(part);
  }
}

/** One part: `("a.txt", content, type)`, which a name may hold, or the content alone. */
function* ofPart(part: Part): Generator<Finding> {
  const { item, written, cx } = part;
  const { shape, start, only = false } = item.value.written ?? {};
  if (shape?.is === 'tuple' || shape?.is === 'list') {
    const isHere = start === item.value.start;
    const own = isHere ? part : { ...part, written: { ...written, only: written.only && only } };
    yield* ofTuple(own, shape.items, shape.is);
    return;
  }
  const inspect: Inspect = (value, inner) => {
    const isPart = value.written?.shape.is === 'tuple' || value.written?.shape.is === 'list';
    const one = { ...part, item: { ...item, value }, cx: inner };
    return isPart ? ofPart(one) : contentOf(value, inner) ? ofBare(one) : [];
  };
  yield* whereItIsMade(item.value, [...ofBare(part)], inspect, cx);
}

/** A file that is opened elsewhere is told of there, and so is what the value is at times only; else what is said of the value itself. */
function* whereItIsMade(
  value: Value,
  own: readonly Finding[],
  inspect: Inspect,
  cx: RuleContext,
): Generator<Finding> {
  const isOpened = value.elsewhere?.some((one) => openedBy(one.value)) === true;
  const isSettled = own.length > 0 && !isOpened;
  const found = isSettled ? [] : [...findingsElsewhere({ value, name: 'files' }, inspect, cx)];
  yield* found.length > 0 ? found : own;
}

interface Part {
  readonly call: ClientCall;
  readonly item: Item & { readonly key: Value };
  readonly written: Written;
  readonly cx: RuleContext;
  /** No part is left when those without content are gone. */
  readonly alone: boolean;
}

/** The content of a part: of `("a.txt", content, type)` the second. */
function contentIn(value: Value): Value {
  const shape = value.written?.shape;
  return shape?.is === 'tuple' ? (shape.items[1] ?? value) : value;
}

/** `{b"f": ...}`. */
function* nameFindings(key: Value, { only }: Written, cx: RuleContext): Generator<Finding> {
  if (!isOnly(key, 'bytes')) return;
  const shape = key.written?.shape;
  const isKnown = shape?.is === 'text' && shape.text !== undefined && key.written?.start === key.start;
  const fix = only && isKnown && safe({ do: 'replace', target: key, with: text(shape.text) });
  const message = 'the name of a part has to be text: write it without `b`';
  yield { at: key, message, ...effectOf('fieldName', cx), ...(fix && { fix }) };
}

/** `("a.txt", content, type, headers)`, or the same as a list. */
function* ofTuple(part: Part, items: readonly Value[], as: 'tuple' | 'list'): Generator<Finding> {
  const { item, written, cx } = part;
  const [name, content, type, headers] = items;
  if (!name || !content || items.length > 4) return;
  if (as === 'list') {
    // A list of files was an error.
    if (!isOnly(name, 'text', 'none')) return;
    const [first, second, ...more] = items.map(quote);
    const becomes = first && second && tuple(first, second, ...more);
    const place = item.value.written ?? item.value;
    yield {
      at: place,
      message: 'a part has to be a tuple: write `(...)` instead of `[...]`',
      ...effectOf('fileContent', cx),
      ...(written.only && becomes && { fix: safe({ do: 'replace', target: place, with: becomes }) }),
    };
    return;
  }
  yield* ofContent(part, content);
  if (isConstant(name, ''))
    yield {
      at: name,
      message: 'a part without a file name is a form field now: give it a name',
      ...effectOf('fileNameEmpty', cx),
    };
  if (type && isConstant(type, ''))
    yield {
      at: type,
      message: 'an empty type is sent as such now: leave it out, and httpx guesses one',
      ...effectOf('fileTypeEmpty', cx),
    };
  const isTyped = headers && itemsIn(headers)?.items.some(({ key }) => key && isContentType(key));
  if (type && !isOnly(type, 'none') && isTyped)
    yield {
      at: headers,
      message: 'the `Content-Type` among the headers of the part wins now: write the type once',
      ...effectOf('fileHeaders', cx),
    };
}

/** The second item of such a part. */
function* ofContent(part: Part, content: Value): Generator<Finding> {
  const told = (value: Value, cx: RuleContext): readonly Finding[] => {
    const changed = contentOf(value, cx);
    if (!changed) return [];
    const { change, advice: message, becomes } = changed;
    return [{ at: value, message, ...effectOf(change, cx), ...fixOf(part, value, changed, becomes) }];
  };
  const own = told(content, part.cx);
  yield* whereItIsMade(content, own, told, part.cx);
  if (own.length === 0) yield* spentFindings(content, part.cx);
}

export const isContentType = (key: Value): boolean =>
  textsOf(key)?.some((one) => one.toLowerCase() === 'content-type') === true;

/** Content without a name beside it. requests took the name of the file, or else that of the field. */
function* ofBare(part: Part): Generator<Finding> {
  const { item, cx } = part;
  const { value, key } = item;
  const changed = contentOf(value, cx);
  if (changed && !changed.nameless) {
    yield {
      at: value,
      message: changed.advice,
      ...effectOf(changed.change, cx),
      ...fixOf(part, value, changed, changed.becomes),
    };
    return;
  }
  if (!changed) yield* spentFindings(value, cx, true);
  const kind = changed ? undefined : namelessKind(value);
  if (!changed && !kind) return;
  const name = printedKey(part);
  const content = changed?.becomes ?? quote(value);
  const code = cx.text(value);
  const [known] = textsOf(key) ?? [];
  // A name that is given with `dict(...)`, or under which the part is put in later, is not written beside it.
  const isApart = part.written.as === 'names' || key.start === value.start;
  const form = `(${isApart && known !== undefined ? `"${known}"` : cx.text(key)}, ${changed ? '...' : code})`;
  const message = changed?.advice ?? `a file without a name is called otherwise now: write \`${form}\``;
  const effect = changed
    ? effectOf(changed.change, cx, effectOf('fileName', cx).why)
    : effectOf(kind ?? 'fileName', cx);
  yield { at: value, message, ...effect, ...fixOf(part, value, changed, name && tuple(name, content)) };
}

/** A file that is not at its start when it is sent. */
function* spentFindings(value: Value, cx: RuleContext, isBare = false): Generator<Finding> {
  const shape = value.written?.shape;
  const isFile = openedBy(value) ?? (shape?.is === 'call' && FILES.test(shape.path ?? ''));
  if (!value.written?.spent || !isFile) return;
  const code = cx.text(value);
  const form = isBare ? `("name", ${code}.read())` : `${code}.read()`;
  const message = `\`${code}\` was read or sent before, and is sent from its start all the same: to send what is left of it, write \`${form}\``;
  yield { at: value, message, ...effectOf('fileSpent', cx) };
}

const FILES = /^(?:io\.BytesIO|tempfile\.(?:Named|Spooled)?TemporaryFile)$/;

/** Of what is taken as it is: how it is called now. */
function namelessKind(value: Value): 'fileName' | 'fileDescriptor' | undefined {
  if (isOnly(value, 'bytes')) return 'fileName';
  const shape = value.written?.shape;
  if (shape?.is !== 'call' || value.written?.sets?.includes('name')) return undefined;
  if (shape.path === 'io.BytesIO') return 'fileName';
  return shape.path === 'tempfile.TemporaryFile' || shape.path === 'tempfile.SpooledTemporaryFile'
    ? 'fileDescriptor'
    : undefined;
}

/** The name of the field once more; undefined where reading it again may have an effect. */
function printedKey({ item: { key }, written: { as } }: Part): Expr | undefined {
  const [known, ...others] = textsOf(key) ?? [];
  if (known !== undefined && others.length === 0 && (as === 'names' || key.form?.is === 'literal')) {
    return as === 'names' ? text(known) : quote(key);
  }
  return key.inert ? quote(key) : undefined;
}

function fixOf(
  part: Part,
  target: Value,
  changed: Content | undefined,
  becomes: Expr | undefined,
): { readonly fix?: Fix } {
  const { call, item, written, alone } = part;
  // What is used again would be sent whole again, where requests sent nothing more of it.
  if (changed?.intents) return written.only ? { fix: safe(...changed.intents) } : {};
  if (!written.only || call.through?.reads.includes('files')) return {};
  if (changed?.gone) {
    // Of parts that are all left out, requests sent a body without any.
    if (alone || !item.key.inert || !item.value.inert) return {};
    if (written.as !== 'pairs') return { fix: safe({ do: 'remove', call, item: asOption(item) }) };
    const kept = written.items.filter((one) => one.start !== item.start);
    const whole = part.call.options.find(({ key }) => key.name === 'files')?.value.written;
    return whole ? { fix: safe({ do: 'replace', target: whole, with: list(kept.map(quote)) }) } : {};
  }
  if (!becomes) return {};
  const imports = changed?.imports ? [changed.imports] : [];
  return { fix: safe({ do: 'replace', target, with: becomes }, ...imports) };
}
