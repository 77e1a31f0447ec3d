const REDIRECTS = [301, 302, 303, 307, 308];

/**
 * Whether an answer says where to go instead.
 * @param {{ status?: unknown, statusCode?: unknown, headers?: unknown }} answer
 */
export const isRedirect = (answer) =>
  REDIRECTS.includes(statusOf(answer)) && headerOf(answer.headers, 'location') !== undefined;

export const statusOf = ({ status, statusCode }) => (typeof status === 'number' ? status : statusCode);

/** @returns {string | undefined} as `Answer` of `src/core/model/recorded.ts` has it */
export const rangeOf = (status) =>
  status >= 100 && status < 600 ? `${Math.floor(status / 100)}xx` : undefined;

/** @returns {string | undefined} */
function headerOf(headers, name) {
  if (headers === null || typeof headers !== 'object') return undefined;
  if (typeof headers.get === 'function') return headers.get(name) ?? undefined;
  const key = Object.keys(headers).find((one) => one.toLowerCase() === name);
  return key === undefined ? undefined : headers[key];
}
