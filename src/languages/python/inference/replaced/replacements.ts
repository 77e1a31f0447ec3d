import { oncePer } from '../../../kernel/once.ts';
import type { Argument, Call, Expr, Subscript } from '../../ast/expressions.ts';
import type { FunctionInfo } from '../../binding/declarations.ts';
import { moduleName } from '../../binding/imports.ts';
import type { Module } from '../../binding/module.ts';
import { functionAround, sourceOf } from '../../binding/places.ts';
import { groupBy } from '../../../../core/group.ts';
import { lastName } from '../../names.ts';
import type { Analysis } from '../analysis.ts';
import { storedTypes } from '../classes/stores.ts';
import { keyword, positional } from '../functions/arguments.ts';
import { unite, unknown, type Types } from '../types.ts';
import { ANY_NAME } from './texts.ts';

/** Something that is put in the place of an attribute from outside of what has it. */
export interface Replacement {
  readonly module: Module;
  /** `ANY_NAME` where it is computed. */
  readonly name: string;
  /** What gives the name, where `setattr` computes it. */
  readonly computed?: Expr;
  /** What has the attribute: an expression, a dotted name, or the file itself. */
  readonly owner:
    | { readonly by: 'expression'; readonly node: Expr }
    | { readonly by: 'path'; readonly path: string }
    | { readonly by: 'file' };
  readonly types: (analysis: Analysis) => Types;
  /** The function that does it, or that it is done over; absent where the file does it when it is imported. */
  readonly within: FunctionInfo | undefined;
  /** It is undone in the end: `monkeypatch`, `patch`. */
  readonly temporary: boolean;
}

/** What a file replaces under a name. */
export const replacementsOf = (module: Module, name: string): readonly Replacement[] =>
  replacementsIn(module).get(name) ?? [];

const replacementsIn = oncePer((module: Module): ReadonlyMap<string, readonly Replacement[]> =>
  groupBy(
    [...storesIn(module), ...module.calls.flatMap((call) => byCall(module, call)), ...itemsIn(module)],
    ({ name }) => name,
  ),
);

function storesIn(module: Module): readonly Replacement[] {
  return module.stores.flatMap((store): Replacement[] => {
    const { target, within } = store;
    const { object } = target;
    const first = within?.def.parameters[0]?.name.id;
    if (within?.owner && object.kind === 'name' && object.id === first) return [];
    const types = (analysis: Analysis): Types => storedTypes(analysis, module, store);
    const owner = { by: 'expression', node: object } as const;
    return [{ module, name: target.attribute.id, owner, types, within, temporary: false }];
  });
}

/** `globals()["name"] = ...`, `vars(module)["name"] = ...`, `module.__dict__["name"] = ...`. */
function itemsIn(module: Module): readonly Replacement[] {
  return module.items.flatMap(({ target, origin }): Replacement[] => {
    const owner = namespaceOf(target.object);
    if (!owner) return [];
    const types = (analysis: Analysis): Types =>
      origin.by === 'value' && origin.path.length === 0
        ? analysis.infer({ module, node: origin.value })
        : [unknown('it is assigned by its name')];
    const within = functionAround(module, target);
    return [{ module, name: indexOf(target), owner, types, within, temporary: false }];
  });
}

const indexOf = ({ indices: [index] }: Subscript): string =>
  index?.kind === 'text' && index.value !== undefined ? index.value : ANY_NAME;

/** What a dictionary of attributes belongs to. */
function namespaceOf(node: Expr): Replacement['owner'] | undefined {
  if (node.kind === 'attribute' && node.attribute.id === '__dict__')
    return { by: 'expression', node: node.object };
  if (node.kind !== 'call' || node.callee.kind !== 'name') return undefined;
  const of = positional(node.args, 0);
  if (node.callee.id === 'globals') return { by: 'file' };
  return node.callee.id === 'vars' && of ? { by: 'expression', node: of } : undefined;
}

function byCall(module: Module, call: Call): readonly Replacement[] {
  const name = lastName(call.callee) ?? '';
  const temporary = name !== '__setattr__' && (call.callee.kind === 'attribute' || name === 'patch');
  const make = (replaced: Replaced[0], value: Expr | undefined): Replacement => ({
    module,
    ...replaced,
    types: (analysis) => (value ? analysis.infer({ module, node: value }) : doubleBy(analysis, module, call)),
    within: testOver(module, call) ?? functionAround(module, call),
    temporary,
  });
  switch (name) {
    case 'setattr':
    case '__setattr__':
      return setattr(module, call).map(([replaced, value]) => make(replaced, value));
    case 'patch':
    case 'object':
      return patch(module, call).map(([replaced, value]) => make(replaced, value));
    case 'multiple':
      return multiple(call).map(([replaced, value]) => make(replaced, value));
    case 'setitem': {
      const owner = namespaceOf(call.args[0]?.value ?? call.callee);
      const key = textIn(positional(call.args, 1));
      return owner && key !== undefined ? [make({ name: key, owner }, positional(call.args, 2))] : [];
    }
    case 'update':
      return update(call).map(([replaced, value]) => ({ ...make(replaced, value), temporary: false }));
    case 'exec':
      return executed(module, call);
    default:
      return [];
  }
}

/** A mock, and what it calls or gives instead: `patch("path.name", return_value=client)`. */
function doubleBy(analysis: Analysis, module: Module, { args }: Call): Types {
  const given = (name: string): Types => {
    const node = keyword(args, name);
    return node ? analysis.infer({ module, node }) : [];
  };
  const returned = given('return_value');
  return unite(
    [{ is: 'made', by: 'unittest.mock' }],
    given('side_effect').filter(({ is }) => is === 'member' || is === 'function' || is === 'lambda'),
    given('wraps'),
    returned.length > 0 ? [{ is: 'callable', returns: returned }] : [],
  );
}

type Replaced = readonly [
  replaced: Pick<Replacement, 'name' | 'owner' | 'computed'>,
  value: Expr | undefined,
];

const textIn = (node: Expr | undefined): string | undefined =>
  node?.kind === 'text' ? node.value : undefined;

/** `setattr(owner, "name", value)`, `object.__setattr__(...)` of the same, `monkeypatch.setattr("path.name", value)`. */
function setattr(module: Module, { callee, args }: Call): readonly Replaced[] {
  const [first, second, third] = [positional(args, 0), positional(args, 1), positional(args, 2)];
  const named = callee.kind === 'attribute' && args.length < 3 ? dottedName(module, first) : undefined;
  if (named) return [[named, second ?? keyword(args, 'value')]];
  if (!first || !second) return [];
  const owner = { by: 'expression', node: first } as const;
  const name = textIn(second);
  const replaced = name === undefined ? { name: ANY_NAME, owner, computed: second } : { name, owner };
  return [[replaced, third ?? keyword(args, 'value')]];
}

/** What a dotted name says is replaced: one that is written, or one of the file itself, `__name__ + ".get"`, `f"{__name__}.get"`. */
function dottedName(module: Module, node: Expr | undefined): Pick<Replacement, 'name' | 'owner'> | undefined {
  if (!node) return undefined;
  const path = textIn(node);
  if (path !== undefined) return byPath(path);
  const [, ...forms] = OF_ITSELF.exec(sourceOf(module, node)) ?? [];
  const own = forms.find(Boolean);
  return own === undefined ? undefined : byPath(`${moduleName(module.path)}.${own}`);
}

const OF_ITSELF =
  /^(?:__name__\s*\+\s*["']\.([\w.]+)["']|f["']\{__name__\}\.([\w.]+)["']|["']%s\.([\w.]+)["']\s*%\s*__name__|["']\{\}\.([\w.]+)["']\.format\(__name__\))$/;

function byPath(path: string): Pick<Replacement, 'name' | 'owner'> {
  const at = path.lastIndexOf('.');
  return { name: path.slice(at + 1), owner: { by: 'path', path: path.slice(0, Math.max(at, 0)) } };
}

/** `patch("path.name", new)`, `patch.object(owner, "name", new)`; without `new` it is a mock. */
function patch(module: Module, { callee, args }: Call): readonly Replaced[] {
  const isObject = lastName(callee) === 'object';
  if (isObject && !/(^|[._])(patch|mock|mocker)\.object$/.test(sourceOf(module, callee))) return [];
  const [first, second, third] = [positional(args, 0), positional(args, 1), positional(args, 2)];
  if (!isObject) {
    const named = dottedName(module, first);
    return named ? [[named, second ?? keyword(args, 'new')]] : [];
  }
  const name = textIn(second) ?? textIn(keyword(args, 'attribute'));
  return first && name !== undefined
    ? [[{ name, owner: { by: 'expression', node: first } }, third ?? keyword(args, 'new')]]
    : [];
}

/** `patch.multiple(owner, name=new)`. */
function multiple({ args }: Call): readonly Replaced[] {
  const first = positional(args, 0);
  const path = textIn(first);
  if (!first) return [];
  const owner =
    path === undefined ? ({ by: 'expression', node: first } as const) : ({ by: 'path', path } as const);
  return named(args).map(([name, value]): Replaced => [{ name, owner }, value]);
}

/** `globals().update(name=value)`, `module.__dict__.update({"name": value})`. */
function update({ callee, args }: Call): readonly Replaced[] {
  const owner = callee.kind === 'attribute' ? namespaceOf(callee.object) : undefined;
  if (!owner) return [];
  const written = args.flatMap(({ form, value }) =>
    form === 'positional' && value.kind === 'dict' ? value.entries : [],
  );
  return [
    ...named(args).map(([name, value]): Replaced => [{ name, owner }, value]),
    ...written.map(({ key, value }): Replaced => [{ name: textIn(key) ?? ANY_NAME, owner }, value]),
  ];
}

const named = (args: readonly Argument[]): readonly (readonly [string, Expr])[] =>
  args.flatMap(({ form, name, value }) => (form === 'keyword' && name ? [[name.id, value] as const] : []));

/** `exec("name = ...")` runs in the file, unless it is given other names to work on. */
function executed(module: Module, { callee, args }: Call): readonly Replacement[] {
  const [, names] = args;
  if (callee.kind !== 'name' || (names && sourceOf(module, names.value) !== 'globals()')) return [];
  const text = textIn(positional(args, 0));
  const found =
    text === undefined ? [ANY_NAME] : [...text.matchAll(/\b([A-Za-z_]\w*)\b/g)].map(([one]) => one);
  return [...new Set(found)].map((name) => ({
    module,
    name,
    owner: { by: 'file' },
    types: () => [unknown('`exec` may assign it')],
    within: undefined,
    temporary: false,
  }));
}

/** The test that a patch is a decorator of. */
const testOver = (module: Module, call: Call): FunctionInfo | undefined =>
  [...module.functions.values()].find(({ def }) => def.decorators.includes(call));
