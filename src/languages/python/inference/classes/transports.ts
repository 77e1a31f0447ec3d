import type { Call } from '../../ast/expressions.ts';
import { sourceOf } from '../../binding/places.ts';
import type { Analysis } from '../analysis.ts';
import { keyword } from '../functions/arguments.ts';
import type { Placed } from '../types.ts';

/** Whether a client of httpx is made for an application: by itself, or in a transport. */
export function isGivenApp(analysis: Analysis, { module, node: { args } }: Placed<Call>): boolean {
  if (keyword(args, 'app')) return true;
  const transport = keyword(args, 'transport');
  if (transport) return isForApp(analysis, { module, node: transport });
  return args.some(
    ({ form, value }) => form === 'double-splat' && bringsApp(analysis, { module, node: value }),
  );
}

/** A spread dictionary that is written with the key `app`, or with an ASGI transport. */
function bringsApp(analysis: Analysis, at: Placed): boolean {
  return analysis.infer(at).some((type) => {
    const literal = type.is === 'data' ? type.literal : undefined;
    if (!literal) return false;
    const source = sourceOf(literal.module, literal.node);
    return /["']app["']\s*:|\bapp\s*=|\b[AW]SGITransport\b/.test(source);
  });
}

/** A transport that is made here, or held in a name. */
function isForApp(analysis: Analysis, at: Placed): boolean {
  if (/\b[AW]SGITransport\b/.test(sourceOf(at.module, at.node))) return true;
  const types = analysis.infer(at);
  return types.length > 0 && types.every((type) => type.is === 'made' && /\.[AW]SGITransport$/.test(type.by));
}
