/** Hooks for Node before 22.15, which runs them in a thread of their own: what they know they write into the code. */
import { isOfInterest, withClasses, HANDED_TO } from './transform.mjs';
import { fileURLToPath } from 'node:url';

/** @type {import('node:module').LoadHook} */
export async function load(url, context, nextLoad) {
  const loaded = await nextLoad(url, context);
  const { format, source } = loaded;
  // With a source, it would not be compiled as `require` does it, where it is looked at.
  if (format === 'commonjs') return { ...loaded, source: undefined };
  if (!format?.startsWith('module') || !source || !url.startsWith('file:')) return loaded;
  const path = fileURLToPath(url.replace(/\?[^?]*$/, ''));
  const code = typeof source === 'string' ? source : Buffer.from(source).toString();
  const noted = isOfInterest(code) ? withClasses(code, path) : code;
  if (path.includes('/node_modules/')) return noted === code ? loaded : { ...loaded, source: noted };
  return { ...loaded, source: `${noted}\n;globalThis.${HANDED_TO}?.(${JSON.stringify(path)});` };
}
