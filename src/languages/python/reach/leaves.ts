import { addAll } from '../../../core/group.ts';
import type { Expr, Identifier, NameExpr } from '../ast/expressions.ts';
import type { Module } from '../binding/module.ts';
import type { Binding } from '../binding/scope.ts';
import { eachChild } from '../walk.ts';

/** What is read of a response most often. None of it is what came from a client again, unless the project has an attribute so called that is. */
export const PLAIN: ReadonlySet<string> = new Set(['json', 'text', 'content', 'status_code']);

/**
 * What may hold something in a file: `name` of the module, `name#123` of the function or lambda that starts there, `.name` an attribute or a
 * method of whatever, `'name` a key, or a name in a text.
 */
export type Place = string;

/** The name of a place. */
export const nameOf = (place: Place): string => /[^.'#]+/.exec(place)?.[0] ?? place;

export const attributePlace = (name: string): Place => `.${name}`;
export const textPlace = (name: string): Place => `'${name}`;

function bindingPlace({ name, scope }: Binding): Place {
  if (scope.kind === 'module' || !scope.node) return name;
  return scope.kind === 'class' ? attributePlace(name) : `${name}#${scope.node.start}`;
}

export function namePlace(module: Module, name: NameExpr): Place {
  const [binding] = module.bindingsOf(name);
  return binding ? bindingPlace(binding) : name.id;
}

/** Of a name where it is bound. */
export function targetPlace(module: Module, target: NameExpr | Identifier): Place {
  const binding = module.bindingAt(target);
  return binding ? bindingPlace(binding) : target.id;
}

/** Where the value of an expression may come from. `isPlain`: attributes of which nothing can come. */
export function leavesOf(
  module: Module,
  node: Expr,
  isPlain: (attribute: string) => boolean,
): readonly Place[] {
  const found: Place[] = [];
  const left: Expr[] = [node];
  const add = (child: Expr): void => void left.push(child);
  for (let one = left.pop(); one; one = left.pop()) {
    switch (one.kind) {
      case 'name':
        found.push(namePlace(module, one));
        break;
      case 'attribute':
        if (isPlain(one.attribute.id)) break;
        found.push(attributePlace(one.attribute.id));
        add(one.object);
        break;
      case 'text':
        // What is interpolated becomes text.
        if (one.value !== undefined) addAll(found, namesInText(one.value).map(textPlace));
        break;
      case 'comparison':
        break;
      case 'conditional':
        add(one.then);
        add(one.otherwise);
        break;
      case 'other':
        if (one.what !== 'not') for (const part of one.parts) add(part);
        break;
      default:
        eachChild(one, add, undefined);
    }
  }
  return found;
}

/** `client`, `package.module.client`, `client, response`. */
const NAMES = /^\w{1,100}(?:(?:\.|, ?)\w{1,100}){0,20}$/;

/** The names in a text that may be a name, the path to one, or a list of parameters. */
export const namesInText = (text: string): readonly string[] =>
  NAMES.test(text) ? (text.match(/[^\W\d]\w*/g) ?? []) : [];

/** What an annotation speaks of, also in a text. */
export function placesInAnnotation(module: Module, node: Expr): readonly Place[] {
  const found: Place[] = [];
  const left: Expr[] = [node];
  const add = (child: Expr): void => void left.push(child);
  for (let one = left.pop(); one; one = left.pop()) {
    if (one.kind === 'name') found.push(namePlace(module, one));
    else if (one.kind === 'text')
      addAll(
        found,
        (one.value?.match(/[^\W\d]\w*/g) ?? []).flatMap((name) => [name, attributePlace(name)]),
      );
    else {
      if (one.kind === 'attribute') found.push(attributePlace(one.attribute.id));
      eachChild(one, add, undefined);
    }
  }
  return found;
}
