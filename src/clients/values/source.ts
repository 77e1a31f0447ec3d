import type { Value } from '../../core/model/values.ts';

/** The source text of a value with parentheses where it needs them before a dot: `(a + b)` in `(a + b).encode()`. */
export function beforeDot(value: Value, code: string): string {
  const isText = value.written?.start === value.start && value.written.shape.is === 'text';
  const isOne =
    value.form?.is === 'call' || isText || /^[\w.]+$/.test(code) || /^[\w.]+[[(][^()[\]]*[\])]$/.test(code);
  const isLiteral = value.form?.is === 'literal' && !/^\d/.test(code);
  return isOne || isLiteral || /^\([^()]*\)$/.test(code) ? code : `(${code})`;
}
