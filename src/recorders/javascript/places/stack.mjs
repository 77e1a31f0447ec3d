const { captureStackTrace } = Error;

/**
 * The call sites above a function, innermost first, as V8 has them: without any source map.
 * @param {Function} below the function that is not among them, nor what it calls
 * @param {number} depth at most so many
 * @returns {readonly NodeJS.CallSite[]}
 */
export function sitesAbove(below, depth) {
  const { stackTraceLimit } = Error;
  const own = Object.getOwnPropertyDescriptor(Error, 'prepareStackTrace');
  const holder = {};
  try {
    Error.stackTraceLimit = depth;
    Error.prepareStackTrace = (_, sites) => sites;
    captureStackTrace(holder, below);
    const { stack } = holder;
    return Array.isArray(stack) ? stack : [];
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
    if (own) Object.defineProperty(Error, 'prepareStackTrace', own);
    else delete Error.prepareStackTrace;
  }
}
