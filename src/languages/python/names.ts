import type { Expr } from './ast/expressions.ts';

export { canonical } from '../../core/model/spelling.ts';

/** A canonical camelCase name as Python spells it: `allowRedirects` is `allow_redirects`; classes keep their capitals. */
export const spell = (name: string): string =>
  /^[A-Z]/.test(name) ? name : name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The text of a string literal, as far as it is known; `undefined` for any other expression. */
export const literalText = (node: Expr | undefined): string | undefined =>
  node?.kind === 'text' ? node.value : undefined;

/** The name at the end of a dotted one: `c` of `a.b.c`; `undefined` for any other expression. */
export const lastName = (node: Expr): string | undefined =>
  node.kind === 'name' ? node.id : node.kind === 'attribute' ? node.attribute.id : undefined;
