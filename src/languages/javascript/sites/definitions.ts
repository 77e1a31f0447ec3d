import type { Name } from '../../../core/model/values.ts';
import type { Definition, Parameter } from '../../../core/sites.ts';
import type { Span } from '../../../core/text.ts';
import {
  isClass,
  isFunction,
  keyName,
  spanOf,
  unwrap,
  withoutDefault,
  type Class,
  type Node,
} from '../ast.ts';
import type { Module } from '../binding/module.ts';
import { outermost } from '../binding/places.ts';
import type { Analysis } from '../inference/analysis.ts';
import { classType } from '../inference/classes/classes.ts';
import { toValue } from './values.ts';

/** Every class that derives from a client, and the methods among `wanted` that it defines itself. */
export function findDefinitions(
  analysis: Analysis,
  module: Module,
  wanted: readonly string[],
): readonly Definition[] {
  return module.nodes.flatMap((node): readonly Definition[] => {
    if (!isClass(node) || !classType(analysis, { module, node }).some(({ is }) => is === 'client-class'))
      return [];
    const name = nameOf(module, node);
    const common = { kind: 'definition', class: name, library: 'test-client' } as const;
    const statement = statementOf(module, node);
    const { start, end } = name;
    return [
      { ...common, start, end, of: 'class', statement },
      ...node.body.body.flatMap((member) => {
        const method = methodOf(member, wanted);
        return method ? [toMethod(analysis, module, member, { ...common, ...method })] : [];
      }),
    ];
  });
}

/** The name of a class, or of the variable that holds it; an empty span at its start where it has none. */
function nameOf(module: Module, cls: Class): Name {
  const holder = module.parentOf(outermost(module, cls));
  const id = cls.id ?? (holder?.type === 'VariableDeclarator' ? holder.id : undefined);
  if (id?.type === 'Identifier') return { ...spanOf(id), name: id.name };
  const { start } = spanOf(cls);
  return { start, end: start, name: '' };
}

/** The statement that declares a class, with what exports it. */
function statementOf(module: Module, cls: Class): Span {
  let node: Node = cls;
  for (let parent = module.parentOf(node); parent; parent = module.parentOf(node)) {
    if (parent.type === 'Program' || parent.type === 'BlockStatement') break;
    node = parent;
  }
  return withDecorators(node, cls.decorators);
}

function withDecorators(node: Node, decorators: Class['decorators']): Span {
  const { start, end } = spanOf(node);
  return { start: (decorators ?? []).reduce((least, one) => Math.min(least, spanOf(one).start), start), end };
}

type Member = Class['body']['body'][number];

interface Method {
  readonly method: Name;
  readonly params: readonly Node[];
}

/** A wanted method: written as one, or as a property that holds a function. */
function methodOf(member: Member, wanted: readonly string[]): Method | undefined {
  if (member.type !== 'ClassMethod' && member.type !== 'ClassProperty') return undefined;
  const name = keyName(member.key, member.computed);
  if (member.static || name === undefined || !wanted.includes(name)) return undefined;
  const fn = member.type === 'ClassMethod' ? member : member.value && unwrap(member.value);
  if (!fn || !isFunction(fn)) return undefined;
  return { method: { ...spanOf(member.key), name }, params: fn.params };
}

function toMethod(
  analysis: Analysis,
  module: Module,
  member: Member,
  { params, method, ...common }: Method & Pick<Definition, 'kind' | 'class' | 'library'>,
): Definition {
  const decorators = 'decorators' in member ? member.decorators : undefined;
  const { start, end } = method;
  return {
    ...common,
    start,
    end,
    of: 'method',
    method,
    parameters: params.flatMap((one) => parametersOf(analysis, module, one)),
    statement: withDecorators(member, decorators),
  };
}

/** A parameter by position, or what a pattern takes out of one by name: `{ followRedirects = true, ...rest }`. */
function parametersOf(analysis: Analysis, module: Module, parameter: Node): readonly Parameter[] {
  const node = withoutDefault(parameter.type === 'TSParameterProperty' ? parameter.parameter : parameter);
  const fallback = parameter.type === 'AssignmentPattern' ? parameter.right : undefined;
  if (node.type === 'ObjectPattern')
    return node.properties.flatMap((one): readonly Parameter[] => {
      const name = one.type === 'RestElement' ? nameIn(one.argument) : keyOf(one.key, one.computed);
      if (!name) return [];
      const value =
        one.type === 'ObjectProperty' && one.value.type === 'AssignmentPattern' ? one.value.right : undefined;
      const form = one.type === 'RestElement' ? 'kwargs' : 'keyword';
      return [toParameter(analysis, module, one, { name, form }, value)];
    });
  const isRest = node.type === 'RestElement';
  const name = nameIn(isRest ? node.argument : node);
  const form = isRest ? 'args' : 'positional';
  return name ? [toParameter(analysis, module, parameter, { name, form }, fallback)] : [];
}

const toParameter = (
  analysis: Analysis,
  module: Module,
  place: Node,
  parameter: Pick<Parameter, 'name' | 'form'>,
  value: Node | undefined,
): Parameter => ({
  ...spanOf(place),
  ...parameter,
  ...(value && { default: toValue(analysis, { module, node: value }) }),
});

const nameIn = (node: Node): Name | undefined =>
  node.type === 'Identifier'
    ? { start: spanOf(node).start, end: spanOf(node).start + node.name.length, name: node.name }
    : undefined;

function keyOf(key: Node, computed: boolean): Name | undefined {
  const name = keyName(key, computed);
  return name === undefined ? undefined : { ...spanOf(key), name };
}
