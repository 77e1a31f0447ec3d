import type { ClientCall } from '../../core/model/calls.ts';
import type { Option } from '../../core/model/options.ts';
import type { Item, Value } from '../../core/model/values.ts';
import { positionedIn } from '../bodies/positions.ts';

/** An argument of a call, by its name in the old client, whether it is given by keyword or by position. */
export interface Given {
  readonly value: Value;
  /** Absent where it is given by position. */
  readonly option?: Option;
}

/** Undefined where it is not given in sight, or more than once. */
export function argumentNamed(call: ClientCall, name: string): Given | undefined {
  const [option, ...again] = call.options.filter(({ key }) => key.name === name);
  if (option) return again.length === 0 ? { value: option.value, option } : undefined;
  const found = positionedIn(call);
  const index = found && Array.isArray(found.names) ? found.names.indexOf(name) : -1;
  const value = found?.extra[index];
  return value && { value };
}

/** The items of a mapping, or of a list or tuple of pairs. */
export interface Written {
  readonly as: 'mapping' | 'names' | 'pairs';
  readonly items: readonly Item[];
  /** Nothing else uses what is written: it may be edited. */
  readonly only: boolean;
}

/** What is written for an argument that takes keys and values; undefined where it is no literal, or of another shape. */
export function itemsIn({ written }: Value): Written | undefined {
  const { shape, only } = written ?? {};
  if (!shape || only === undefined) return undefined;
  if (shape.is === 'mapping') return { as: shape.named ? 'names' : 'mapping', items: shape.entries, only };
  if (shape.is !== 'list' && shape.is !== 'tuple') return undefined;
  const items = shape.items.map(pairOf);
  return items.every((one) => one !== undefined) ? { as: 'pairs', items, only } : undefined;
}

function pairOf(value: Value): Item | undefined {
  const shape = value.written?.shape;
  if (shape?.is !== 'tuple' && shape?.is !== 'list') return undefined;
  const [key, second, ...more] = shape.items;
  if (!key || !second || more.length > 0) return undefined;
  return { start: value.start, end: value.end, key, value: second };
}

/** An entry of a mapping in the form in which an intent removes it. */
export const asOption = ({ start, end, key, value }: Item & { readonly key: Value }): Option => ({
  start,
  end,
  key: { start: key.start, end: key.end, name: '' },
  value,
  place: 'spread',
});
