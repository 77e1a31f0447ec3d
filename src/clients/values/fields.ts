import type { ClientCall } from '../../core/model/calls.ts';
import { isOnly, mayBe, textsOf, type Item, type Value } from '../../core/model/values.ts';
import {
  list,
  mapping,
  quote,
  safe,
  unsafe,
  type Finding,
  type Fix,
  type RuleContext,
} from '../../core/rule.ts';
import { isGiven, isHidden } from '../bodies/bodies.ts';
import { effectOf } from '../changes/changes.ts';
import { asOption, itemsIn, type Given, type Written } from './arguments.ts';
import { findingsElsewhere, type Inspect } from './elsewhere.ts';
import { beforeDot } from './source.ts';
import { spellingsOf, type Carrier, type Spelling } from './spelling.ts';

const carrierOf = (call: ClientCall, name: string): Carrier =>
  name === 'params' ? 'query' : isGiven(call, 'files') ? 'multipart' : 'form';

/** An argument whose values go into the query or into a form. */
export interface Fields extends Given {
  readonly call: ClientCall;
  readonly name: 'params' | 'data';
}

/** What httpx sends otherwise of a query or a form, wherever it is written. */
export function* fieldFindings(fields: Fields, cx: RuleContext): Generator<Finding> {
  const inspect: Inspect = (value, inner) => writtenFindings({ ...fields, value }, inner);
  const found = [...writtenFindings(fields, cx), ...findingsElsewhere(fields, inspect, cx)];
  yield* found;
  const isNoneSeen =
    found.some(({ message }) => message.includes('`None`')) ||
    itemsIn(fields.value)?.items.some(({ value }) => mayBe(value, 'none'));
  if (!isNoneSeen) yield* wholeFindings(fields, cx);
}

/** What is written in one place. */
export function* writtenFindings(fields: Fields, cx: RuleContext): Generator<Finding> {
  const { call, name, value } = fields;
  const written = itemsIn(value);
  // A list of pairs as a form is an error of its own.
  if (!written || (written.as === 'pairs' && name === 'data')) return;
  // What is unpacked is no value: `**base`.
  const all = written.items.map((item) =>
    item.key ? spellingsOf(item.value, carrierOf(call, name), cx.text) : [],
  );
  const isGone = all.map((found) => found.some(({ becomes }) => becomes === 'gone'));
  if (written.items.length > 0 && isGone.every(Boolean)) {
    yield allGone(fields, written, cx);
    return;
  }
  if (isGone.some(Boolean) && written.as === 'pairs') yield withoutPairs(fields, written, isGone, cx);
  for (const [index, item] of written.items.entries()) {
    if (!item.key) {
      const later = written.items.slice(index + 1);
      yield* unpackedFindings({ call, name, value: item.value }, later, cx);
    }
    for (const one of all[index] ?? []) {
      if (one.becomes === 'gone' && written.as === 'pairs') continue;
      // Bytes are text beside files, which may be among what is unpacked.
      const isOpen = one.change === 'bytesValue' && name === 'data' && isHidden(call, 'files');
      const fix = isOpen ? undefined : fixOf(one, item, index, { ...fields, written });
      yield { at: one.at, message: one.advice, ...effectOf(one.change, cx), ...(fix && { fix }) };
    }
    yield* maybeFindings(item, carrierOf(call, name), cx);
    const key = carrierOf(call, name) === 'multipart' && item.key && isOnly(item.key, 'number') && item.key;
    if (key)
      yield {
        at: key,
        message: `the name of a field beside files has to be text: write \`"${cx.text(key)}"\``,
        ...effectOf('fieldValue', cx),
        ...(written.only &&
          key.form?.is === 'literal' && {
            fix: safe({ do: 'replace', target: key, with: { expr: 'string', value: cx.text(key) } }),
          }),
      };
  }
}

function fixOf(
  { becomes, at }: Spelling,
  item: Item,
  index: number,
  { call, name, written }: Fields & { readonly written: Written },
): Fix | undefined {
  if (!becomes || !written.only || call.through?.reads.includes(name)) return undefined;
  if (becomes !== 'gone') return safe({ do: 'replace', target: at, with: becomes });
  const { key, value } = item;
  // An entry that comes before would count once this one is gone.
  const isCover = written.items.slice(0, index).some((one) => !one.key || isSameKey(one.key, key));
  if (!key?.inert || !value.inert || isCover) return undefined;
  return safe({ do: 'remove', call, item: asOption({ ...item, key }) });
}

function isSameKey(a: Value, b: Value | undefined): boolean {
  const [first, second] = [textsOf(a), b && textsOf(b)];
  return !first || !second || first.some((text) => second.includes(text));
}

/** Every key is gone: of a query nothing is left, and of a form its header, which says that it is one. */
function allGone({ call, name, option, value }: Fields, written: Written, cx: RuleContext): Finding {
  const isHeaderLost = carrierOf(call, name) === 'form';
  const isPlain = written.items.every((item) => item.key?.inert && item.value.inert);
  const { written: made } = value;
  const isOwn =
    option?.place === 'call' && made?.start === option.value.start && made.end === option.value.end;
  const rest = isOwn ? `\`${cx.spell(name)}\`` : 'its keys';
  const found = {
    at: value,
    message: `every value here is \`None\`, and \`None\` is no longer left out: remove ${rest}`,
    ...effectOf('noneValue', cx, isHeaderLost ? 'the header of a form was sent all the same' : undefined),
  };
  if (isHeaderLost || !isPlain || call.through?.reads.includes(name)) return found;
  if (isOwn) return { ...found, fix: safe({ do: 'remove', call, item: option }) };
  const target = value.written;
  return written.only && target
    ? { ...found, fix: safe({ do: 'replace', target, with: mapping([]) }) }
    : found;
}

function withoutPairs(
  { call, name, value }: Fields,
  written: Written,
  isGone: readonly boolean[],
  cx: RuleContext,
): Finding {
  const kept = written.items.filter((_, index) => !isGone[index]);
  const isPlain = written.items.every(
    (item, index) => !isGone[index] || (item.key?.inert && item.value.inert),
  );
  const mayEdit = written.only && isPlain && !call.through?.reads.includes(name) && value.written;
  return {
    at: value,
    message: '`None` is no longer left out: remove its pair',
    ...effectOf('noneValue', cx),
    ...(mayEdit && {
      fix: safe({ do: 'replace', target: mayEdit, with: list(kept.map(quote)) }),
    }),
  };
}

/** `**base`. Reported only: where a key of it goes, the order of the others may be another, and what stands around it counts. */
function* unpackedFindings(fields: Fields, later: readonly Item[], cx: RuleContext): Generator<Finding> {
  const isReplaced = ({ key }: Item): boolean =>
    later.some((one) => one.key !== undefined && key !== undefined && isOneKey(one.key, key));
  const items = itemsIn(fields.value)?.items ?? [];
  const replaced = items.filter(isReplaced).map(({ value }) => value);
  if (items.length > 0 && replaced.length === items.length) return;
  const inspect: Inspect = (value, inner) => writtenFindings({ ...fields, value }, inner);
  for (const { fix: _, ...found } of [
    ...writtenFindings(fields, cx),
    ...findingsElsewhere(fields, inspect, cx),
  ]) {
    const isOfReplaced = replaced.some(({ start, end }) => start <= found.at.start && found.at.end <= end);
    if (!isOfReplaced) yield found;
  }
}

/** Whether two keys are the same text in every case. */
function isOneKey(a: Value, b: Value): boolean {
  const [first, second] = [textsOf(a) ?? [], textsOf(b) ?? []];
  return first.length === 1 && second.length === 1 && first[0] === second[0];
}

/** What a value is at times only, and is written out differently then. */
function* maybeFindings(item: Item, carrier: Carrier, cx: RuleContext): Generator<Finding> {
  const { value } = item;
  const none = maybeNone(item, cx);
  if (none !== undefined) yield { at: value, message: none, ...effectOf('noneValue', cx) };
  // A finding about None is at the same place.
  else if (mayBe(value, 'boolean') && !isOnly(value, 'boolean')) {
    const message = `a value may be a bool, which is sent in lower case now: write \`str(${cx.text(value)})\` where it is`;
    yield { at: value, message, ...effectOf('booleanValue', cx) };
  } else if (mayBe(value, 'bytes') && !isOnly(value, 'bytes') && carrier !== 'multipart') {
    const message = `a value may be bytes, which are no longer sent as text: write \`${beforeDot(value, cx.text(value))}.decode()\` where it is`;
    yield { at: value, message, ...effectOf('bytesValue', cx) };
  }
}

/** What to write for a value that is None at times. */
function maybeNone({ key, value }: Item, cx: RuleContext): string | undefined {
  if (!mayBe(value, 'none') || isOnly(value, 'none')) return undefined;
  const code = cx.text(value);
  const given = `${beforeDot(value, code)} is not None`;
  const entry = key ? `write \`**({${cx.text(key)}: ${code}} if ${given} else {})\`` : undefined;
  return `a value may be \`None\`, which is no longer left out: ${entry ?? 'leave the key out where it is'}`;
}

/** What may hold None and is not written here: a dictionary that is made elsewhere, or a model. */
function* wholeFindings({ value, name }: Fields, cx: RuleContext): Generator<Finding> {
  const shape = value.written?.shape;
  const isModel = shape?.is === 'call' && shape.on && /^(?:dict|model_dump)$/.test(shape.name);
  if (isModel && shape.nullable !== false && !shape.opaque && value.written?.only !== undefined) {
    if (shape.options.some(({ key }) => key.name === 'excludeNone')) return;
    const separator = shape.args.length + shape.options.length > 0 ? ', ...' : '';
    const form = `${cx.text(shape.callee)}(exclude_none=True${separator})`;
    const message = `a field of the model may be \`None\`, which is no longer left out: write \`${form}\``;
    yield { at: value, message, ...effectOf('noneValue', cx) };
    return;
  }
  if (!value.givenNone) return;
  const code = value.form ? cx.spell(name) : beforeDot(value, cx.text(value));
  const form = `{k: v for k, v in ${code}.items() if v is not None}`;
  const message = `a value in it may be \`None\`, which is no longer left out: write \`${form}\``;
  yield { at: value, message, ...effectOf('noneValue', cx) };
}

export const droppedUnsafely = (call: ClientCall, item: Item & { readonly key: Value }): Fix =>
  unsafe({ do: 'remove', call, item: asOption(item) });
