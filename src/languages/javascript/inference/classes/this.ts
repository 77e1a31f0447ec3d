import { argumentOf, classAround } from '../../binding/places.ts';
import type { Analysis } from '../analysis.ts';
import { clientOf, unknown, type Placed, type Type, type Types } from '../types.ts';
import { classType } from './classes.ts';

/** What `this` is: an instance, a class, an object that is being written, or the context of a test. */
export function inferThis(analysis: Analysis, { module, node }: Placed): Types {
  const owner = module.ownerOf(node);
  if (!owner) return [unknown('`this` is used outside a function')];
  const cls = classAround(module, node);
  if (cls) {
    const isStatic = owner.type === 'StaticBlock' || ('static' in owner && owner.static === true);
    return classType(analysis, { module, node: cls }).map((type): Type => {
      if (isStatic) return type;
      return type.is === 'client-class'
        ? clientOf(type, 'subclass')
        : { is: 'instance', cls: { module, node: cls } };
    });
  }
  if (owner.type === 'ObjectMethod') {
    const literal = module.parentOf(owner);
    return literal ? [{ is: 'object', literal: { module, node: literal } }] : [];
  }
  const argument = argumentOf(module, owner);
  if (argument) {
    const tests = analysis
      .infer({ module, node: argument.call.callee })
      .filter((type) => type.is === 'tests');
    if (tests.length > 0)
      return [{ is: 'context', module, fixtures: tests.flatMap(({ fixtures }) => fixtures) }];
  }
  return [unknown('cannot tell what `this` is')];
}
