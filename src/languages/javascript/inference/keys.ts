const ids = new WeakMap<object, number>();
let lastId = 0;

/** A number that no other node (or file) has. */
export function idOf(node: object): number {
  const known = ids.get(node);
  if (known !== undefined) return known;
  ids.set(node, ++lastId);
  return lastId;
}

const questions = new WeakMap<object, Map<string, object>>();

/**
 * The key of a question about a node (or a file) other than what it may be, which the node itself is the key of: what calling
 * it gives, or one of its properties.
 */
export function questionOn(node: object, question: string): object {
  let known = questions.get(node);
  if (!known) questions.set(node, (known = new Map<string, object>()));
  let key = known.get(question);
  if (!key) known.set(question, (key = {}));
  return key;
}
