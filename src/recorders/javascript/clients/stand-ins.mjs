const made = new WeakSet();

/** @param {Function} fn */
export const isStandIn = (fn) => made.has(fn);

/**
 * Makes a function that stands for another one look like it.
 * @template {Function} F
 * @param {F} standIn
 * @param {Function} original
 * @returns {F}
 */
export function alike(standIn, original) {
  // A function with `prototype` has it for good; methods and arrow functions have none.
  const { prototype: _, ...own } = Object.getOwnPropertyDescriptors(original);
  Object.defineProperties(standIn, own);
  Object.setPrototypeOf(standIn, Object.getPrototypeOf(original));
  made.add(standIn);
  return standIn;
}

/**
 * A method that calls a function with `this` as its first argument. Methods can not be called with `new`, and have no `prototype`.
 * @param {(self: unknown, args: unknown[], standIn: Function) => unknown} called
 */
export function methodFor(called) {
  const { standIn } = {
    standIn(...args) {
      return called(this, args, standIn);
    },
  };
  return standIn;
}
