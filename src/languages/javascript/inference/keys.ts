import { oncePer, onceWithin } from '../../kernel/once.ts';

let lastId = 0;

/** A number that no other node (or file) has. */
export const idOf = oncePer((_: object) => ++lastId);

/**
 * The key of a question about a node (or a file) other than what it may be, which the node itself is the key of: what calling
 * it gives, or one of its properties.
 */
export const questionOn: (node: object, question: string) => object = onceWithin(
  (question: string) => question,
  {},
  () => ({}),
);
