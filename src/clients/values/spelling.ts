import { isConstant, isOnly, mayBe, type Value } from '../../core/model/values.ts';
import { call, list, member, name, quote, text, type Expr } from '../../core/rule.ts';
import { beforeDot } from './source.ts';

/** Where a value goes to. `multipart`: a form beside files. */
export type Carrier = 'query' | 'form' | 'multipart';

/** What has to be written for a value so that httpx sends what requests sent. */
export interface Spelling {
  readonly change:
    | 'noneValue'
    | 'booleanValue'
    | 'bytesValue'
    | 'memberValue'
    | 'iterableValue'
    | 'mappingValue'
    | 'fieldValue';
  readonly at: Value;
  /** What to write, as an imperative without the value's place: "write `"True"`". */
  readonly advice: string;
  /** `gone`: it has to go, with its key. Absent: a person has to write it. */
  readonly becomes?: Expr | 'gone';
}

/** What httpx sends otherwise of a value and of the items in it. `source` gives the text of a value. */
export function spellingsOf(
  value: Value,
  carrier: Carrier,
  source: (value: Value) => string,
): readonly Spelling[] {
  const { shape, start, only = false } = value.written ?? {};
  if (shape?.is === 'list' || shape?.is === 'tuple') {
    const found = itemSpellings(value, shape.items, carrier, source);
    // What a name holds may be used for something else too.
    return start === value.start || only ? found : found.map(({ becomes: _, ...one }) => one);
  }
  const one = spellingOf(value, carrier, source);
  return one ? [one] : [];
}

function itemSpellings(
  value: Value,
  items: readonly Value[],
  carrier: Carrier,
  source: (value: Value) => string,
): readonly Spelling[] {
  const isNone = (item: Value): boolean => isOnly(item, 'none') && item.inert === true;
  const kept = items.filter((item) => !isNone(item));
  return kept.length < items.length
    ? [withoutNone(value, kept)]
    : items.flatMap((item) => spellingsOf(item, carrier, source));
}

/** `[None, "1"]`: requests left out the item. Where the list is in a name, an item of it goes, and the key stays. */
function withoutNone(value: Value, kept: readonly Value[]): Spelling {
  const { start, end } = value.written ?? value;
  if (start !== value.start)
    return {
      change: 'noneValue',
      at: { ...value, start, end },
      advice: '`None` is no longer left out: remove the item',
      ...(kept.length > 0 && { becomes: list(kept.map(quote)) }),
    };
  const becomes = kept.length === 0 ? 'gone' : list(kept.map(quote));
  const advice = kept.length === 0 ? 'remove the key' : 'remove the item';
  return { change: 'noneValue', at: value, advice: `\`None\` is no longer left out: ${advice}`, becomes };
}

function spellingOf(value: Value, carrier: Carrier, source: (value: Value) => string): Spelling | undefined {
  const code = source(value);
  if (isOnly(value, 'none'))
    return {
      change: 'noneValue',
      at: value,
      advice: '`None` is no longer left out: remove the key',
      ...(value.inert && { becomes: 'gone' }),
    };
  if (value.member && carrier !== 'multipart')
    return {
      change: 'memberValue',
      at: value,
      advice: `a member of an Enum is no longer sent as its value: write \`${beforeDot(value, code)}.value\``,
      becomes: member(quote(value), 'value'),
    };
  if (isOnly(value, 'boolean')) return ofBoolean(value, code);
  if (isOnly(value, 'bytes') && carrier !== 'multipart') return ofBytes(value, code);
  if (value.iterable)
    return {
      change: 'iterableValue',
      at: value,
      advice: `only a list or a tuple is sent item by item: write \`list(${code})\``,
      becomes: call(name('list'), [quote(value)]),
    };
  if (isOnly(value, 'mapping'))
    return {
      change: carrier === 'multipart' ? 'fieldValue' : 'mappingValue',
      at: value,
      advice: `a dictionary as a value is no longer sent as its keys: write \`list(${code})\` for them`,
    };
  return carrier === 'multipart' ? ofField(value, code) : undefined;
}

function ofBoolean(value: Value, code: string): Spelling {
  const base = { change: 'booleanValue', at: value } as const;
  const known = [true, false].find((one) => isConstant(value, one));
  const isLiteral = value.form?.is === 'literal' && known !== undefined;
  if (!isLiteral)
    return {
      ...base,
      advice: `a bool is sent in lower case now: write \`str(${code})\` to send it as before`,
      becomes: call(name('str'), [quote(value)]),
    };
  const written = known ? 'True' : 'False';
  return {
    ...base,
    advice: `\`${written}\` is sent in lower case now: write \`"${written}"\` to send it as before`,
    becomes: text(written),
  };
}

function ofBytes(value: Value, code: string): Spelling {
  const base = { change: 'bytesValue', at: value } as const;
  const shape = value.written?.shape;
  const isHere = value.written?.start === value.start;
  const isPlain = shape?.is === 'text' && isHere && shape.text !== undefined && /^[ -~]*$/.test(shape.text);
  return isPlain
    ? { ...base, advice: 'bytes are no longer sent as text: write a string', becomes: text(shape.text) }
    : { ...base, advice: `bytes are no longer sent as text: write \`${beforeDot(value, code)}.decode()\`` };
}

/** What httpx takes for no primitive value in a form with files. requests called `str` on it. */
function ofField(value: Value, code: string): Spelling | undefined {
  const shape = value.written?.shape;
  const isStrange = shape?.is === 'call' && shape.path !== undefined && NOT_PRIMITIVE.test(shape.path);
  return isStrange && !mayBe(value, 'text')
    ? {
        change: 'fieldValue',
        at: value,
        advice: `a form beside files takes text and numbers only: write \`str(${code})\``,
        becomes: call(name('str'), [quote(value)]),
      }
    : undefined;
}

const NOT_PRIMITIVE = /^(?:uuid\.\w+|datetime\.(?:date|datetime|time|timedelta)(?:\.\w+)?|decimal\.Decimal)$/;
