import type { Answer, Given, GivenOption, Making, Role } from '../../../core/routes.ts';
import { contains } from '../../../core/text.ts';
import { ANSWERING, saysResponse } from '../../../clients/routes/names.ts';
import { whereIn } from '../../kernel/hidden.ts';
import type { Call, Expr } from '../ast/expressions.ts';
import type { Module } from '../binding/module.ts';
import { functionAround, sourceOf } from '../binding/places.ts';
import type { Analysis } from '../inference/analysis.ts';
import { ancestry, externalBases } from '../inference/classes/classes.ts';
import { functionKey, type ClassRef, type FunctionRef, type Placed, type Type } from '../inference/types.ts';
import { parentOf } from '../parents.ts';
import { valuesOf } from '../responses/values.ts';
import { isExpr, walk } from '../walk.ts';
import { literalText } from '../names.ts';

/** What is gathered on the way of a request through the application. */
export interface Gathering {
  readonly analysis: Analysis;
  readonly found: Answer[];
  /** The classes of exceptions that are raised: their keys, or their names outside the project. */
  readonly raised: Set<string>;
  readonly visited: Set<string>;
}

/** Code behind more functions is not looked at. */
const MAX_DEPTH = 4;
const MAX_FUNCTIONS = 60;

/** All that may make an answer in a function, and in the functions of the project that it calls. */
export function gatherFunction(gathering: Gathering, fn: FunctionRef, role: Role, depth = 0): void {
  const { visited, analysis } = gathering;
  const key = `${functionKey(fn)} ${role}`;
  if (depth > MAX_DEPTH || visited.has(key) || visited.size > MAX_FUNCTIONS) return;
  visited.add(key);
  const { module, info } = fn;
  gatherStores(gathering, fn, role);
  walk(info.def.body, (node) => {
    if (isExpr(node)) {
      if (node.kind === 'call') gatherCall(gathering, { module, node }, role, depth);
      return;
    }
    if (node.kind === 'other' && node.what === 'raise' && node.parts[0])
      for (const name of raisedBy(analysis, { module, node: node.parts[0] })) gathering.raised.add(name);
  });
}

/** The keys of the classes that an expression raises. */
export function raisedBy(analysis: Analysis, { module, node }: Placed): readonly string[] {
  const types = analysis.infer({ module, node: node.kind === 'call' ? node.callee : node });
  return types.flatMap((type): readonly string[] => {
    switch (type.is) {
      case 'class':
      case 'instance':
        return [
          ...ancestry(analysis, type.cls).map(({ module: home, info }) => `${home.path} ${info.def.name.id}`),
          ...externalBases(analysis, type.cls).map(lastPart),
        ];
      case 'external':
        return [lastPart(type.path)];
      case 'made':
        return [lastPart(type.by)];
      default:
        return [];
    }
  });
}

const lastPart = (path: string): string => path.split('.').at(-1) ?? path;

function gatherStores({ analysis, found }: Gathering, { module, info }: FunctionRef, role: Role): void {
  for (const { target, origin } of module.stores)
    if (origin.by === 'value' && contains(info.def, target))
      found.push({
        ...{ is: 'storing', role, at: whereIn(module, target.start), name: target.attribute.id },
        given: givenOf(analysis, { module, node: origin.value }),
      });
  for (const { target, origin } of module.items) {
    const [index] = target.indices;
    if (origin.by !== 'value' || !contains(info.def, target) || index?.kind !== 'text') continue;
    found.push({
      ...{ is: 'storing', role, at: whereIn(module, target.start), name: index.value ?? '' },
      given: givenOf(analysis, { module, node: origin.value }),
    });
  }
}

function gatherCall(gathering: Gathering, { module, node }: Placed<Call>, role: Role, depth: number): void {
  const { analysis, found } = gathering;
  const types = analysis.infer({ module, node: node.callee });
  const names = new Set<string>();
  const written = sourceOf(module, node.callee);
  for (const type of types) {
    if (type.is === 'function') {
      gatherFunction(gathering, type.fn, role, depth + 1);
    } else if (type.is === 'class') {
      for (const base of externalBases(analysis, type.cls)) names.add(base);
      gatherMethods(gathering, type.cls, ['__init__'], role, depth + 1);
    } else names.add(pathOf(type) ?? written);
  }
  if (types.length === 0) names.add(written);
  for (const name of names)
    found.push(
      makingOf(
        analysis,
        { module, node },
        name,
        role,
        name !== written || types.some((type) => pathOf(type) === name),
      ),
    );
}

const pathOf = (type: Type): string | undefined => (type.is === 'external' ? type.path : undefined);

/** What is known of a call, under the name of what it calls; `isPath`: the name is a dotted path. */
export const makingOf = (
  analysis: Analysis,
  { module, node }: Placed<Call>,
  name: string,
  role: Role,
  isPath = false,
): Making => ({
  ...{ is: 'making', role, name, at: whereIn(module, node.start), called: true },
  ...(isPath && { path: name }),
  args: node.args
    .filter(({ form }) => form === 'positional')
    .map(({ value }) => givenOf(analysis, { module, node: value })),
  options: node.args.flatMap(({ name: key, value }): readonly GivenOption[] =>
    key ? [{ name: key.id, given: givenOf(analysis, { module, node: value }) }] : [],
  ),
  returned: isReturned(module, node),
  conditional: isConditional(module, node),
});

/** Methods of a class of the project, by their names. */
export function gatherMethods(
  gathering: Gathering,
  cls: ClassRef,
  names: readonly string[],
  role: Role,
  depth = 0,
): boolean {
  const functions = ancestry(gathering.analysis, cls).flatMap(({ module, info }) =>
    names.flatMap((name) =>
      (info.scope.bindings.get(name) ?? []).flatMap(({ origin }): readonly FunctionRef[] => {
        const found = origin.by === 'function' ? module.functions.get(origin.def) : undefined;
        return found ? [{ module, info: found }] : [];
      }),
    ),
  );
  for (const fn of functions) gatherFunction(gathering, fn, role, depth);
  return functions.length > 0;
}

/** Whatever answers: a function, a lambda, a class with methods, an object that is called, something out of sight. */
export function gatherTarget(
  gathering: Gathering,
  { module, node }: Placed,
  role: Role,
  methods: readonly string[],
): readonly FunctionRef[] {
  const { analysis, found } = gathering;
  return analysis.infer({ module, node }).flatMap((type): readonly FunctionRef[] => {
    switch (type.is) {
      case 'function':
        gatherFunction(gathering, type.fn, role);
        return [type.fn];
      case 'lambda':
        walk([type.at.node.body], (one) => {
          if (isExpr(one) && one.kind === 'call')
            gatherCall(gathering, { module: type.at.module, node: one }, role, 0);
        });
        return [];
      case 'class':
      case 'instance':
        gatherMethods(gathering, type.cls, [...methods, ...ANSWERING], role);
        return [];
      default: {
        const at = whereIn(module, node.start);
        const name = pathOf(type) ?? sourceOf(module, node.kind === 'call' ? node.callee : node);
        const more = { called: false, returned: true, conditional: isConditional(module, node) };
        found.push({ is: 'making', role, name, at, args: [], options: [], ...more });
        return [];
      }
    }
  });
}

/** What is known of a value. */
function givenOf(analysis: Analysis, at: Placed): Given {
  const values =
    at.node.kind === 'true' || at.node.kind === 'false'
      ? [at.node.kind === 'true']
      : valuesOf(analysis, at, undefined);
  const items = itemsOf(analysis, at);
  return { ...(values && { values }), ...(items && { items }) };
}

function itemsOf(analysis: Analysis, { module, node }: Placed): readonly GivenOption[] | undefined {
  const item = (key: Expr | undefined, value: Expr): readonly GivenOption[] => {
    const name = literalText(key);
    return name === undefined ? [] : [{ name, given: givenOf(analysis, { module, node: value }) }];
  };
  if (node.kind === 'dict') return node.entries.flatMap(({ key, value }) => item(key, value));
  if (node.kind !== 'list') return undefined;
  return node.items.flatMap((one) =>
    one.kind === 'tuple' && one.items[1] ? item(one.items[0], one.items[1]) : [],
  );
}

/** Whether what a call gives is returned: at once, or by the name that it is given. */
function isReturned(module: Module, node: Expr): boolean {
  const parent = parentOf(module, node);
  if (!parent) return false;
  if (isExpr(parent))
    return (
      ['await', 'conditional', 'boolean', 'walrus', 'lambda'].includes(parent.kind) &&
      isReturned(module, parent)
    );
  const [target] = parent.kind === 'assign' ? parent.targets : [];
  if (parent.kind !== 'return' && target?.kind !== 'name') return false;
  const info = functionAround(module, node);
  if (info?.def.returns && !saysResponse(sourceOf(module, info.def.returns))) return false;
  if (parent.kind === 'return') return true;
  const returns = info?.returns ?? [];
  return (
    target?.kind === 'name' && returns.some(({ value }) => value?.kind === 'name' && value.id === target.id)
  );
}

/** Whether a place stands in a branch. */
function isConditional(module: Module, node: Expr): boolean {
  for (let at = parentOf(module, node); at; at = parentOf(module, at)) {
    if (at.kind === 'function' || at.kind === 'class') return false;
    if (at.kind === 'if' || at.kind === 'conditional' || at.kind === 'try') return true;
  }
  return false;
}
