import type { Line } from '../../../../core/lines.ts';
import type { Project } from '../../../../core/language.ts';
import { whereIn } from '../../../kernel/hidden.ts';
import { MAX_FILES } from '../../../kernel/mentioning.ts';
import { isCall, isClass, isMember, memberName, spanOf, unwrap, type Node } from '../../ast.ts';
import type { Module } from '../../binding/module.ts';
import { classAround } from '../../binding/places.ts';
import { onlyBinding } from '../../binding/scope.ts';
import { remembering, type Analysis } from '../analysis.ts';
import { isSamePlace, type ClassRef } from '../types.ts';
import { ancestry, overrides } from './classes.ts';

/** Classes that derive from a class, in its own file and in others; of very many files, those in its own file. */
export const derivedFrom: (analysis: Analysis, cls: ClassRef) => readonly ClassRef[] = remembering(
  'derived from',
  ({ node }) => node,
  [],
  (analysis, cls) => {
    const files = filesDeriving(analysis.project, cls);
    const others = files.length > MAX_FILES ? [] : files.flatMap((path) => analysis.module(path) ?? []);
    return [cls.module, ...others]
      .flatMap((module) => module.nodes.flatMap((node) => (isClass(node) ? [{ module, node }] : [])))
      .filter(
        (one) => !isSamePlace(one, cls) && ancestry(analysis, one).some((base) => isSamePlace(base, cls)),
      );
  },
);

/** A class, with its name and with what it extends, as far as it stands before the body. */
const DERIVING = /\bclass(?:\s+([\w$]+))?(?:\s*<[^{}]{0,200}>)?\s+extends\s+([^{]{1,300})\{/g;

/** The other files with a class that names one among these in what it extends: the class, and those derived from it in turn. */
function filesDeriving(project: Project, { module, node }: ClassRef): readonly string[] {
  const found = new Set<string>();
  // What a default export is called is for each file to say: it is found by the name of the file.
  const stem = module.exports.names.has('default') ? stemOf(module.path) : undefined;
  const names = new Set([node.id?.name ?? '', stem ?? ''].filter((name) => /^[\w$]+$/.test(name)));
  for (const name of names) {
    for (const path of project.mentioning(name)) {
      const derived = namesDeriving(project.read(path) ?? '', name);
      if (derived.length > 0 && path !== module.path) found.add(path);
      for (const one of derived) if (one !== '') names.add(one);
    }
  }
  return [...found];
}

const stemOf = (path: string): string => /([^/.]+)(?:\.[^/]*)?$/.exec(path)?.[1] ?? '';

/** The names of the classes of a text that extend what goes by a name there, or by another name that the text gives it. */
function namesDeriving(text: string, name: string): readonly string[] {
  const own = name.replaceAll('$', String.raw`\$`);
  const aliases = [
    ...text.matchAll(
      new RegExp(String.raw`(?<![\w$])${own}\s+as\s+([\w$]+)|(?<![\w$])${own}\s*:\s*([\w$]+)`, 'g'),
    ),
    ...text.matchAll(
      new RegExp(String.raw`([\w$]+)\s*(?:=|\bfrom)\s*[^\n;=]{0,200}(?<![\w$])${own}(?![\w$])`, 'g'),
    ),
  ].map(([, first, second]) => first ?? second ?? '');
  const all = new Set([name, ...aliases]);
  return [...text.matchAll(DERIVING)].flatMap(([, cls = '', bases = '']) =>
    (bases.match(/[\w$]+/g) ?? []).some((word) => all.has(word)) ? [cls] : [],
  );
}

/** A place of the project that decides what a method of a client does. */
export interface Decided {
  readonly where: Line;
  /** The name of the class it stands in; empty where that has none. */
  readonly cls: string;
  readonly by: 'override' | 'assignment';
}

/** `this.get = ...`, in a class or in those it derives from. What binds the method to `this` leaves it as it is. */
export function assignmentOf(analysis: Analysis, cls: ClassRef, method: string): Decided | undefined {
  for (const { module, node } of ancestry(analysis, cls)) {
    const store = module
      .storesOf(method)
      .find(
        ({ member, origin }) =>
          unwrap(member.object).type === 'ThisExpression' &&
          classAround(module, member) === node &&
          !(origin.by === 'value' && isBound(origin.value, method)),
      );
    if (store)
      return {
        where: whereIn(module, spanOf(store.member).start),
        cls: node.id?.name ?? '',
        by: 'assignment',
      };
  }
  return undefined;
}

/** `this.get.bind(this)`, `super.get.bind(this)`. */
function isBound(value: Node, method: string): boolean {
  const call = unwrap(value);
  const bind = isCall(call) && call.arguments.length === 1 ? unwrap(call.callee) : undefined;
  if (!bind || !isMember(bind) || memberName(bind) !== 'bind') return false;
  const bound = unwrap(bind.object);
  return (
    isMember(bound) &&
    memberName(bound) === method &&
    ['ThisExpression', 'Super'].includes(unwrap(bound.object).type)
  );
}

/** What decides in a class derived from another what a method does that the other calls on itself. */
export function decidedBelow(analysis: Analysis, cls: ClassRef, method: string): Decided | undefined {
  for (const one of derivedFrom(analysis, cls)) {
    const name = one.node.id?.name ?? '';
    if (overrides(analysis, one, true, method))
      return { where: whereIn(one.module, spanOf(one.node).start), cls: name, by: 'override' };
    const assigned = assignmentOf(analysis, one, method);
    if (assigned) return assigned;
  }
  return undefined;
}

/** The class of which an expression is `this`: written so, or a name for it. */
export function classOfSelf(module: Module, node: Node): ClassRef | undefined {
  const plain = unwrap(node);
  const origin = plain.type === 'Identifier' ? onlyBinding(module.variableOf(plain))?.origin : undefined;
  const self = origin?.by === 'value' && origin.path.length === 0 ? unwrap(origin.value) : plain;
  const cls = self.type === 'ThisExpression' ? classAround(module, self) : undefined;
  return cls && { module, node: cls };
}
