import { isConfigured, isConfiguredClass } from '../../kernel/certainty.ts';
import type { Binary, BoolOp, Collection, Comprehension, Expr } from '../ast/expressions.ts';
import { sourceOf } from '../binding/places.ts';
import type { Analysis } from './analysis.ts';
import { inferMember } from './members.ts';
import { inferCall } from './calls/calls.ts';
import { itemOf } from './classes/iteration.ts';
import { heldInMapping } from './classes/mappings.ts';
import { callSpecial, type Special } from './classes/special.ts';
import { elementsOf } from './collections/elements.ts';
import { itemsAt } from './collections/items.ts';
import { inferName } from './names/names.ts';
import { data, isNone, none, unite, unknown, type Placed, type Type, type Types } from './types.ts';

/** What an expression may be. What the user says is a client is one, whatever else the code shows. */
export function infer(analysis: Analysis, at: Placed): Types {
  const types = inferNode(analysis, at);
  if (analysis.settings.clients.length === 0) return types;
  const text = sourceOf(at.module, at.node);
  const classes = configuredClasses(analysis, at, types, text);
  if (classes.length > 0) return classes;
  if (!isConfigured(analysis.settings, text)) return types;
  const clients = types.flatMap((type) =>
    type.is === 'client' ? [{ ...type, because: 'configured', likely: false } as const] : [],
  );
  return clients.length > 0 ? clients : [{ is: 'client', because: 'configured' }];
}

/** The classes of clients that an expression names, as the user says what they are. */
function configuredClasses(analysis: Analysis, { node }: Placed, types: Types, text: string): Types {
  if (node.kind !== 'name' && node.kind !== 'attribute') return [];
  const isMeant = (path: string): boolean => isConfiguredClass(analysis.settings, path);
  return types.flatMap((type): Types => {
    const made = { is: 'client-class', path: text, httpx: false, shortcut: false } as const;
    switch (type.is) {
      case 'external':
        return isMeant(type.path) ? [{ ...made, path: type.path }] : [];
      case 'class':
        return isMeant(type.cls.info.def.name.id) ? [{ ...made, cls: type.cls }] : [];
      case 'unknown':
      case 'member':
        return isMeant(text) ? [made] : [];
      default:
        return [];
    }
  });
}

function inferNode(analysis: Analysis, { module, node }: Placed): Types {
  const of = (expr: Expr): Types => analysis.infer({ module, node: expr });
  const at = { module, node };
  switch (node.kind) {
    case 'name':
      return inferName(analysis, { module, node });
    case 'attribute':
      return inferMember(analysis, { module, node });
    case 'call':
      return inferCall(analysis, { module, node });
    case 'text':
      return [data(node.bytes ? 'bytes' : 'text', at)];
    case 'number':
      return [data('number', at)];
    case 'true':
    case 'false':
      return [data('boolean', at)];
    case 'none':
      return [none];
    case 'list':
    case 'set':
      return [{ is: 'many', of: inferItems(node, of), lazy: false, literal: at }];
    case 'tuple':
      if (node.items.some(({ kind }) => kind === 'starred')) return [data('sequence', at)];
      return [{ is: 'tuple', items: node.items.map(of), literal: at }];
    case 'dict':
    case 'dict-comprehension':
      return [data('mapping', at)];
    case 'list-comprehension':
    case 'set-comprehension':
    case 'generator':
      return inferComprehension(node, of, at);
    case 'binary':
      return inferOverloaded(analysis, node, of) ?? inferBinary(node, of);
    case 'boolean':
      return inferBoolean(node, of);
    case 'conditional':
      return unite(of(node.then), of(node.otherwise));
    case 'lambda':
      return [{ is: 'lambda', at: { module, node } }];
    case 'await':
    case 'walrus':
      return of(node.value);
    case 'subscript':
      return itemsAt(analysis, { module, node }, (type) => itemIn(analysis, type));
    case 'starred':
    case 'yield':
    case 'ellipsis':
      return [unknown('cannot tell its value')];
    case 'comparison':
      return [data('boolean')];
    case 'other':
      if (node.what === 'not') return [data('boolean')];
      return node.what === 'unary' && node.parts[0] ? of(node.parts[0]) : [unknown('cannot tell its value')];
    default:
      return node satisfies never;
  }
}

/** `a or b` is `b` only where `a` is falsy: an `a` that is None adds nothing to it. */
function inferBoolean({ operator, left, right }: BoolOp, of: (expr: Expr) => Types): Types {
  const first = of(left);
  return unite(operator === 'or' ? first.filter((type) => !isNone(type)) : first, of(right));
}

const inferItems = ({ items }: Collection, of: (expr: Expr) => Types): Types =>
  unite(items.map((item) => (item.kind === 'starred' ? elementsOf(of(item.value)) : of(item))).flat());

function inferComprehension(node: Comprehension, of: (expr: Expr) => Types, at: Placed): Types {
  return [{ is: 'many', of: of(node.element), lazy: node.kind === 'generator', literal: at }];
}

/** The methods of an operator: of what stands on its left, and of what stands on its right. */
const OPERATORS: ReadonlyMap<string, readonly [left: Special, right: Special]> = new Map([
  ['+', ['__add__', '__radd__']],
  ['*', ['__mul__', '__rmul__']],
  ['%', ['__mod__', '__rmod__']],
  ['|', ['__or__', '__ror__']],
]);

/** What a class of the project makes of an operator; `undefined` where none of it does. */
function inferOverloaded(
  analysis: Analysis,
  { operator, left, right }: Binary,
  of: (expr: Expr) => Types,
): Types | undefined {
  const [first, second] = OPERATORS.get(operator) ?? [];
  if (first === undefined || second === undefined) return undefined;
  const found = [
    ...of(left).map((type) => callOperator(analysis, type, first)),
    ...of(right).map((type) => callOperator(analysis, type, second)),
  ].filter((types) => types !== undefined);
  return found.length > 0 ? unite(...found) : undefined;
}

const callOperator = (analysis: Analysis, type: Type, method: Special): Types | undefined =>
  type.is === 'instance' ? callSpecial(analysis, type, method) : undefined;

/** Text and bytes survive `+`, `*` and `%`; mappings survive `|`. */
function inferBinary({ operator, left, right }: Binary, of: (expr: Expr) => Types): Types {
  const kinds = (types: Types): readonly string[] =>
    types.map((type) => (type.is === 'data' ? type.kind : type.is));
  const [a, b] = [of(left), of(right)];
  const [first, second] = [kinds(a), kinds(b)];
  const either = (kind: string): boolean => first.includes(kind) || second.includes(kind);
  if (operator === '%' && a.length === 1 && (first[0] === 'text' || first[0] === 'bytes'))
    return [data(first[0])];
  if (operator === '+' || operator === '*') {
    for (const kind of ['text', 'bytes', 'sequence'] as const) if (either(kind)) return [data(kind)];
    // A number repeats whatever stands on its other side.
    if (operator === '+' && either('number')) return [data('number')];
    const many = [...a, ...b].filter((type) => type.is === 'many');
    if (many.length > 0)
      return [{ is: 'many', of: unite(...many.map(({ of: items }) => items)), lazy: false }];
  }
  if (operator === '|' && either('mapping')) return [data('mapping')];
  if (first.length === 1 && first[0] === 'number' && second.length === 1 && second[0] === 'number')
    return [data('number')];
  const path = operator === '/' ? pathOf(a) : undefined;
  return path ?? [unknown(`cannot tell the result of \`${operator}\``)];
}

/** What an item of an object of the project's class is: by its own method, or by what is put into a mapping. */
const itemIn = (analysis: Analysis, type: Type): Types | undefined =>
  itemOf(analysis, type) ?? heldInMapping(analysis, type);

/** `tmp_path / "name"`, `Path(__file__).parent / "name"`: what is made outside the project gives something of its own kind. */
function pathOf(types: Types): Types | undefined {
  const roots = types.map(rootOf);
  return roots.length > 0 && roots.every(({ is }) => is === 'made') ? unite(roots) : undefined;
}

const rootOf = (type: Type): Type => (type.is === 'member' ? rootOf(type.of) : type);
