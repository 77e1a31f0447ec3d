import type { Expr, Identifier, Parameter } from '../ast/expressions.ts';
import { type Cst, field, maybeField, named, nth } from './cst.ts';

export const identifier = ({ start, end }: Cst, source: string): Identifier => ({
  start,
  end,
  id: source.slice(start, end),
});

/** Of `parameters` and of `lambda_parameters`; `expression` converts annotations and defaults. */
export function parameters(
  list: Cst | undefined,
  source: string,
  expression: (node: Cst) => Expr,
): readonly Parameter[] {
  const all: Parameter[] = [];
  let plain: Parameter['form'] = 'positional';
  for (const node of list ? named(list) : []) {
    const form = formOf(node) ?? plain;
    if (node.type === 'keyword_separator' || form === 'args') plain = 'keyword-only';
    const [type, value] = [maybeField(node, 'type'), maybeField(node, 'value')];
    for (const name of namesIn(node)) {
      all.push({
        start: node.start,
        end: node.end,
        form,
        name: identifier(name, source),
        ...(type && { annotation: expression(type) }),
        ...(value && { default: expression(value) }),
      });
    }
  }
  return all;
}

function formOf(node: Cst): Parameter['form'] | undefined {
  switch (node.type) {
    case 'typed_parameter':
      return formOf(nth(node, 0));
    case 'list_splat_pattern':
      return 'args';
    case 'dictionary_splat_pattern':
      return 'kwargs';
    default:
      return undefined;
  }
}

/** One name, except for Python 2's tuples: `def f((a, b)): ...` */
function namesIn(node: Cst): readonly Cst[] {
  switch (node.type) {
    case 'identifier':
      return [node];
    case 'default_parameter':
    case 'typed_default_parameter':
      return namesIn(field(node, 'name'));
    case 'typed_parameter':
      return namesIn(nth(node, 0));
    case 'list_splat_pattern':
    case 'dictionary_splat_pattern':
    case 'tuple_pattern':
      return named(node).flatMap(namesIn);
    default:
      return [];
  }
}
