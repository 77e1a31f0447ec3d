import type { Argument, Call, Expr } from '../../ast/expressions.ts';
import type { Analysis } from '../analysis.ts';
import { keyword, plainArguments, positional } from './arguments.ts';
import { unite, unknown, type Placed, type Type, type Types } from '../types.ts';
import { hidden, writtenItems } from '../collections/elements.ts';

type Record = Extract<Type, { is: 'record' }>;
export type Tuple = Extract<Type, { is: 'tuple' }>;

/** What `namedtuple("World", "client app")` or `NamedTuple("World", [("client", T)])` gives; `undefined` where its fields are not written. */
export function recordBy(analysis: Analysis, at: Placed<Call>): Type | undefined {
  const { module, node } = at;
  const given = positional(node.args, 1) ?? keyword(node.args, 'field_names') ?? keyword(node.args, 'fields');
  const fields = given && namesIn(analysis, { module, node: given });
  if (!fields || keyword(node.args, 'rename') || node.args.some(({ form }) => form.endsWith('splat')))
    return undefined;
  const defaults = keyword(node.args, 'defaults');
  const items = defaults ? writtenItems(analysis, { module, node: defaults }) : [];
  if (!items) return undefined;
  return { is: 'record', fields, defaults: items.map((item) => analysis.infer(item)) };
}

function namesIn(analysis: Analysis, at: Placed): readonly string[] | undefined {
  const text = textOf(at.node);
  if (text !== undefined) return text.split(/[\s,]+/).filter(Boolean);
  const names = writtenItems(analysis, at)?.map(({ node }) =>
    textOf(node.kind === 'tuple' && node.items[0] ? node.items[0] : node),
  );
  return names?.every((name) => name !== undefined) ? names : undefined;
}

const textOf = (node: Expr): string | undefined => (node.kind === 'text' ? node.value : undefined);

/** What calling a named tuple gives. */
export function recordOf(
  analysis: Analysis,
  { fields, defaults }: Record,
  { module, node: { args } }: Placed<Call>,
): Type {
  const plain = plainArguments(args);
  const isOpen = args.some(({ form }) => form.endsWith('splat'));
  const first = fields.length - defaults.length;
  const items = fields.map((name, at): Types => {
    const value = argumentFor(args, plain, name, at);
    if (value) return analysis.infer({ module, node: value });
    return isOpen ? [hidden] : (defaults[at - first] ?? [hidden]);
  });
  return { is: 'tuple', items, names: fields };
}

const argumentFor = (
  args: readonly Argument[],
  plain: readonly Argument[],
  name: string,
  at: number,
): Expr | undefined => plain[at]?.value ?? keyword(args, name);

/** `_make([...])`. */
export function madeOf(analysis: Analysis, { fields }: Record, { module, node }: Placed<Call>): Type {
  const given = positional(node.args, 0);
  const items = given && writtenItems(analysis, { module, node: given });
  return {
    is: 'tuple',
    items: fields.map((_, at) => {
      const item = items?.[at];
      return item ? analysis.infer(item) : [hidden];
    }),
    names: fields,
  };
}

/** `_replace(client=...)`. */
export function replacedIn(analysis: Analysis, of: Tuple, { module, node: { args } }: Placed<Call>): Type {
  const isOpen = args.some(({ form }) => form.endsWith('splat'));
  return {
    ...of,
    items: of.items.map((item, at) => {
      const value = keyword(args, of.names?.[at] ?? '');
      if (value) return analysis.infer({ module, node: value });
      return isOpen ? unite(item, [hidden]) : item;
    }),
  };
}

/** A field by its name; `undefined` where it has none of that name. */
export function fieldOf({ names, items }: Tuple, name: string): Types | undefined {
  const at = names?.indexOf(name) ?? -1;
  return at < 0 ? undefined : (items[at] ?? [unknown(`cannot tell what \`${name}\` holds`)]);
}
