import { isMember, memberName, textOf, unwrap, type Node } from '../../ast.ts';
import type { Module } from '../../binding/module.ts';
import { isExported, lastName } from '../../binding/places.ts';
import type { Variable } from '../../binding/scope.ts';
import { oncePer } from '../../../kernel/once.ts';
import type { Analysis } from '../analysis.ts';
import { isNone, unite, unknown, type Placed, type Types } from '../types.ts';
import { assigned, elementsOf } from './elements.ts';

/** What `name.push(...)` puts into an array. */
export const addedTo = (analysis: Analysis, module: Module, variable: Variable): readonly Types[] =>
  variable.reads.flatMap((read) => {
    const member = module.parentOf(read);
    if (!member || !isMember(member) || member.object !== read) return [];
    const call = module.parentOf(member);
    if (call?.type !== 'CallExpression' || call.callee !== member) return [];
    if (!/^(?:push|unshift)$/.test(memberName(member) ?? '')) return [];
    return call.arguments.map((node) =>
      node.type === 'SpreadElement'
        ? elementsOf(analysis.infer({ module, node: node.argument }))
        : analysis.infer({ module, node }),
    );
  });

/** Whether an expression of a file is the thing that is asked about. */
type IsIt = (node: Node) => boolean;

/** What a file may put into a thing under a name: by that name, under a computed key, or with `Object.assign`. */
export const putInto = (analysis: Analysis, module: Module, name: string, isIt: IsIt): readonly Types[] => [
  ...module
    .storesOf(name)
    .flatMap(({ member, origin }) =>
      origin.by === 'value' && isIt(member.object) ? [assigned(analysis, module, origin)] : [],
    ),
  ...computedStores(module).flatMap(({ member, origin }): readonly Types[] => {
    if (!mayBeKey(analysis, { module, node: member.property }, name) || !isIt(member.object)) return [];
    return [origin.by === 'value' ? assigned(analysis, module, origin) : [unknown('it is changed later')]];
  }),
  ...assigningCalls(module).flatMap((call): readonly Types[] => {
    const [target, ...sources] = call.arguments;
    if (!target || !isIt(target)) return [];
    return sources.map((node) => merged(analysis, { module, node }, name));
  }),
];

const computedStores = oncePer(({ stores }: Module) =>
  stores.filter(({ member }) => memberName(member) === undefined),
);

/** `Object.assign(...)`, `_.merge(...)`. */
const assigningCalls = oncePer(({ calls }: Module) =>
  calls.filter(({ callee }) =>
    /^(?:assign|assignIn|extend|merge|mergeWith|defaultsDeep)$/.test(lastName(unwrap(callee)) ?? ''),
  ),
);

/** Whether a computed key may be a name: whatever it is, unless it is one of some known texts. */
function mayBeKey(analysis: Analysis, key: Placed, name: string): boolean {
  const names = analysis
    .infer(key)
    .map((type) => (type.is === 'data' && type.literal ? textOf(type.literal.node) : undefined));
  return names.length === 0 || names.some((one) => one === undefined || one === name);
}

/** What a source of `Object.assign` has under a name; empty where it has nothing there. */
function merged(analysis: Analysis, source: Placed, name: string): Types {
  const found = unite(...analysis.infer(source).map((type) => analysis.memberOf(type, name)));
  return found.every(isNone) ? [] : found;
}

/** Files that may assign to a member of what a file exports under a name, told by their text. */
export function modulesChanging(
  analysis: Analysis,
  home: Module,
  variable: Variable | undefined,
): readonly Module[] {
  if (!variable || !isExported(home, variable)) return [];
  const name = variable.name.replaceAll('$', String.raw`\$`);
  const change = new RegExp(
    String.raw`\b${name}\b\s*(?:(?:\.\s*[\w$]+|\[[^\]]*\])\s*){1,5}[+|&?]{0,2}=(?![=>])|\b(?:assign|merge|extend)\(\s*${name}\b|\b${name}\s+as\b`,
  );
  return analysis.project
    .mentioning(variable.name)
    .filter((path) => path !== home.path && change.test(analysis.project.read(path) ?? ''))
    .flatMap((path) => analysis.module(path) ?? []);
}
