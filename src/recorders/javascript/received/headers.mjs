/**
 * The headers of a request, in whatever form it has them.
 * @returns {readonly (readonly [name: string, value: string])[]}
 */
export function headersIn(headers) {
  if (headers === null || typeof headers !== 'object') return [];
  const pairs = typeof headers[Symbol.iterator] === 'function' ? [...headers] : Object.entries(headers);
  return pairs.flatMap(([name, value]) => [value].flat().map((one) => [String(name), String(one)]));
}
