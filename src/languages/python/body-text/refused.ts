import type { Call } from '../ast/expressions.ts';
import type { Module } from '../binding/module.ts';
import { sourceOf } from '../binding/places.ts';
import { parentOf } from '../parents.ts';
import { readsOf } from './compared.ts';

/** Whether a test expects that the application refuses a call: then a signature may be wrong, whatever it is computed from. */
export const isRefused = (module: Module, call: Call): boolean =>
  readsOf(module, call).some((response) => {
    const read = parentOf(module, response);
    if (read?.kind !== 'attribute' || read.object !== response || read.attribute.id !== 'status_code')
      return false;
    const around = parentOf(module, read);
    if (around?.kind === 'comparison') {
      const expected = { '==': REFUSED, '!=': ACCEPTED }[around.operators.join()];
      return around.parts.some((part) => expected?.test(sourceOf(module, part)));
    }
    return around?.kind === 'call' && around.args.some(({ value }) => REFUSED.test(sourceOf(module, value)));
  });

const REFUSED = /^40[13]$|\b(?:HTTP_40[13]_\w+|UNAUTHORIZED|FORBIDDEN)$/i;

const ACCEPTED = /^20\d$|\bHTTP_20\d_\w+$/;
