import { hiddenOptions, methodsOf, option, textsOf, type ClientCall } from '../core/model.ts';
import { STAYED } from './methods.ts';
import { BODIES, REDIRECTS } from './options.ts';

/** Whether a call says itself what to do with redirects. */
export const saysRedirects = (call: ClientCall): boolean =>
  // The tenth positional argument of the old `request` was the option.
  call.args.length > 9 || call.options.some(({ key }) => REDIRECTS.includes(key.name));

/** Whether some callers of the function around a call may say it, and others not. */
export const mayBeToldRedirects = (call: ClientCall): boolean =>
  hiddenOptions(call, new Set(REDIRECTS)).length > 0;

/** Why a call may have followed redirects before; undefined where it surely did not. */
export function doubtAbout(call: ClientCall): string | undefined {
  if (!methodsOf(call)?.every((method) => STAYED.includes(method)))
    return 'the method may be `get` or `options`, which already followed redirects';
  const [given] = hiddenOptions(call, new Set(REDIRECTS));
  if (given) return `the option is given at ${given.where}, but perhaps not for every call`;
  return mayHaveBeenGet(call)
    ? 'if this was a call of `get` or `options`, it already followed redirects'
    : undefined;
}

/** `request("GET", url, json=...)` may have been a `get` with a body before this migration. */
function mayHaveBeenGet(call: ClientCall): boolean {
  const method = option(call, 'method')?.value ?? call.args[0];
  const [only, ...others] = (method && textsOf(method)) ?? [];
  const isGet = only !== undefined && others.length === 0 && /^(?:get|options)$/i.test(only);
  return (
    call.method.name === 'request' &&
    isGet &&
    method?.form?.is === 'literal' &&
    BODIES.some((name) => option(call, name) !== undefined)
  );
}
