import type { Written } from '../../../../core/model/values.ts';
import { contains } from '../../../../core/text.ts';
import type { Expr, NameExpr } from '../../ast/expressions.ts';
import type { Module } from '../../binding/module.ts';
import { parentOf } from '../../parents.ts';
import { isExpr, type AnyNode } from '../../walk.ts';

/** What is done to an object through the name that holds it, apart from `name`, which gives it to a call. `made`: where it is made. */
export function usesOf(
  module: Module,
  name: NameExpr,
  made: Expr,
): Pick<Written, 'again' | 'spent' | 'sets'> {
  const [binding] = module.bindingsOf(name);
  if (!binding) return {};
  const reads = module.readsOf(binding).filter((read) => read !== name);
  const sets = reads.flatMap((read) => attributeSetOn(module, read) ?? []);
  const repeats = repeatsAround(module, name, made);
  const isTakenBack = reads.some((read) => doneTo(module, read) === 'rewound');
  const isSpent = isReadBefore(module, reads, name) || (repeats === 'loop' && !isTakenBack);
  return {
    ...(repeats && (repeats === 'loop' || binding.scope.kind === 'function') && { again: true }),
    ...(isSpent && { spent: true }),
    ...(sets.length > 0 && { sets }),
  };
}

/** What makes the name be read more than once for one `made`: a loop or a function around the name alone. */
function repeatsAround(module: Module, name: NameExpr, made: Expr): 'loop' | 'function' | undefined {
  let found: 'function' | undefined;
  let child: AnyNode = name;
  for (let node = parentOf(module, name); node && !contains(node, made); node = parentOf(module, node)) {
    const isHead = node.kind === 'for' && node.iterable === child;
    if (LOOPS.includes(node.kind) && !isHead) return 'loop';
    if (node.kind === 'function' || node.kind === 'lambda') found = 'function';
    child = node;
  }
  return found;
}

const LOOPS: readonly string[] = [
  'for',
  'while',
  'generator',
  'list-comprehension',
  'set-comprehension',
  'dict-comprehension',
];

/** What the last use before `name` leaves it as; one that depends on a condition tells nothing. */
function isReadBefore(module: Module, reads: readonly NameExpr[], name: NameExpr): boolean {
  const done = reads
    .filter((read) => read.start < name.start && !isConditional(module, read))
    .flatMap((read) => doneTo(module, read) ?? []);
  return done.at(-1) === 'read';
}

function isConditional(module: Module, read: NameExpr): boolean {
  for (let node = parentOf(module, read); node; node = parentOf(module, node)) {
    if (node.kind === 'if' || node.kind === 'conditional' || node.kind === 'try') return true;
    if (node.kind === 'function' || node.kind === 'lambda') return false;
  }
  return false;
}

const READING: readonly string[] = ['read', 'readline', 'readlines', 'write', 'writelines'];

function doneTo(module: Module, read: NameExpr): 'read' | 'rewound' | undefined {
  const parent = parentOf(module, read);
  if (parent?.kind === 'attribute') {
    const outer = parentOf(module, parent);
    if (outer?.kind !== 'call' || outer.callee !== parent) return undefined;
    if (READING.includes(parent.attribute.id)) return 'read';
    return parent.attribute.id === 'seek' ? 'rewound' : undefined;
  }
  return isSent(module, read) ? 'read' : undefined;
}

/** `files={"f": ("a.txt", file)}`. */
function isSent(module: Module, read: NameExpr): boolean {
  let node: AnyNode | undefined = read;
  while (node && isExpr(node) && ['name', 'dict', 'tuple', 'list'].includes(node.kind)) {
    const child: AnyNode = node;
    node = parentOf(module, node);
    if (node?.kind === 'call' && node.args.some(({ name, value }) => name?.id === 'files' && value === child))
      return true;
  }
  return false;
}

/** The name of the attribute, where a name is read to set one. */
function attributeSetOn(module: Module, read: NameExpr): string | undefined {
  const parent = parentOf(module, read);
  if (parent?.kind !== 'attribute') return undefined;
  const stores = module.storesOf(parent.attribute.id);
  return stores.some(({ target }) => target === parent) ? parent.attribute.id : undefined;
}
