/** The name of a test: its file, the suites around it, and what it is called itself. */
export const nameOf = (...names) =>
  names.filter((name) => typeof name === 'string' && name !== '').join(' > ');

/**
 * Puts something of our own before a method, or after it.
 * @param {object} prototype
 * @param {string} name
 * @param {{ before?: (self: object, args: unknown[]) => void, after?: (self: object, args: unknown[]) => void }} around
 */
export function around(prototype, name, { before, after }) {
  const original = prototype[name];
  if (typeof original !== 'function') return;
  prototype[name] = function (...args) {
    before?.(this, args);
    const result = Reflect.apply(original, this, args);
    after?.(this, args);
    return result;
  };
}
