import { contains } from '../text.ts';
import { option, type ClientCall, type Double, type Invocation } from '../model/calls.ts';
import type { Option } from '../model/options.ts';
import type { Value } from '../model/values.ts';
import type { Fix, Intent } from '../rule.ts';

/**
 * A fix of a call together with what a test expects the mocked method to have been called with; undefined where that cannot be
 * changed alike.
 */
export function mirrored(fix: Fix, call: ClientCall, double: Double): Fix | undefined {
  const all = fix.intents.map((intent) => mirror(intent, call, double));
  if (!all.every((one) => one !== undefined)) return undefined;
  return { ...fix, intents: [...fix.intents, ...all.flat()] };
}

function mirror(intent: Intent, call: ClientCall, double: Double): readonly Intent[] | undefined {
  const { expected } = double;
  if (expected.some(({ hidden }) => hidden.may !== 'nothing')) return undefined;
  switch (intent.do) {
    case 'rename':
      return rename(intent, call, double);
    case 'name-argument': {
      const isAlike = expected.every(({ args }) => args.length === call.args.length);
      return isAlike && !double.byPosition ? expected.map((one) => ({ ...intent, call: one })) : undefined;
    }
    case 'add-option':
      return expected.some((one) => option(one, intent.key))
        ? undefined
        : expected.map((one) => ({ ...intent, call: one }));
    case 'remove':
      return remove(intent, call, double);
    case 'replace':
      // A value that is expected elsewhere is written there once more, or shared.
      return expected.length === 0 && double.keys.length === 0 && contains(call, intent.target)
        ? []
        : undefined;
    case 'import':
      return [];
    default:
      return undefined;
  }
}

type OfKind<Kind extends Intent['do']> = Extract<Intent, { readonly do: Kind }>;

function rename(
  intent: OfKind<'rename'>,
  call: ClientCall,
  { expected, keys }: Double,
): readonly Intent[] | undefined {
  // Another method would no longer be the one that is mocked.
  const given = call.options.find(({ key, place }) => key.start === intent.target.start && place === 'call');
  if (!given) return undefined;
  const targets = [
    ...expected.flatMap((one) => option(one, given.key.name)?.key ?? []),
    ...keys.filter(({ name }) => name === given.key.name),
  ];
  return targets.map((target) => ({ ...intent, target }));
}

function remove(
  { item, more = [] }: OfKind<'remove'>,
  call: ClientCall,
  { expected, keys, byPosition }: Double,
): readonly Intent[] | undefined {
  const removed = [item, ...more];
  if (byPosition || removed.some((one) => 'key' in one && keys.some(({ name }) => name === one.key.name)))
    return undefined;
  const all = expected.map((one): Intent | undefined => {
    const [first, ...others] = removed.flatMap((each) => counterpart(each, call, one) ?? []);
    return first && others.length === more.length
      ? { do: 'remove', call: one, item: first, more: others }
      : undefined;
  });
  return all.every((one) => one !== undefined) ? all : undefined;
}

/** The same argument of another call. */
function counterpart(item: Option | Value, call: ClientCall, other: Invocation): Option | Value | undefined {
  if ('key' in item) return option(other, item.key.name);
  return call.args.length === other.args.length ? other.args[call.args.indexOf(item)] : undefined;
}
