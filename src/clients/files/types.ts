import { isOnly, type Value } from '../../core/model/values.ts';
import type { RuleContext } from '../../core/rule.ts';
import type { Observation, Reading } from '../../core/trace.ts';
import type { ClientCall } from '../../core/model/calls.ts';
import { SUITES } from '../suites.ts';
import { itemsIn } from '../values/arguments.ts';

/** What a rule has to ask about responses to know whether a test expects a file to have no type. */
export const TYPE_TRACES = {
  reads: ['json'],
  follows: [],
  options: [],
  overrides: [],
  suites: SUITES,
} as const;

/** The first part that is sent without a type, where the test expects the application to answer with an empty one. */
export function untypedPart(call: ClientCall, files: Value, cx: RuleContext): Value | undefined {
  const part = itemsIn(files)?.items.find(({ value }) => !isTyped(value))?.value;
  return part && readingsOf(cx.trace(call).seen).some(expectsNoType) ? part : undefined;
}

/** It has a type of its own, or is a field without a file name. */
function isTyped(value: Value): boolean {
  const shape = value.written?.start === value.start ? value.written.shape : undefined;
  if (shape?.is !== 'tuple') return false;
  const [name, , type] = shape.items;
  return (name !== undefined && isOnly(name, 'none')) || (type !== undefined && !isOnly(type, 'none'));
}

const readingsOf = (seen: readonly Observation[]): readonly Reading[] =>
  seen.flatMap((one) => {
    if (one.is === 'reading') return [one];
    return one.is === 'ways' ? one.ways.flatMap((way) => readingsOf(way.seen)) : [];
  });

/**
 * `assert response.json() == {"content_type": ""}`, `response.json()["content_type"] == ""`. Constants are listed in order, each once, so
 * that an empty text which belongs to the last word may stand before it.
 */
function expectsNoType({ attribute, called, around }: Reading): boolean {
  if (attribute !== 'json' || !called) return false;
  return around.some((word, index) => {
    if (typeof word !== 'string' || !TYPE.test(word)) return false;
    const next = around[index + 1];
    return next === '' || (next === undefined && around.includes(''));
  });
}

const TYPE = /content[_ -]?type|mime/i;
