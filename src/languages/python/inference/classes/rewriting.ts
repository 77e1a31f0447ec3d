import { contains } from '../../../../core/text.ts';
import { lastName } from '../../names.ts';
import { remembering, type Analysis } from '../analysis.ts';
import { classKey, type ClassRef } from '../types.ts';
import { ancestry } from './classes.ts';

/** Methods that decide what the attributes of a class or its instances are, whatever is written there. */
const DECIDING = ['__getattribute__', '__setattr__'] as const;

/** Why the attributes of a class may be others than those that are written; `undefined` where they are not. */
export const rewritingOf: (analysis: Analysis, cls: ClassRef) => string | undefined = remembering(
  'rewriting of',
  classKey,
  undefined,
  (analysis, cls) => {
    const all = ancestry(analysis, cls);
    const [deciding] = all.flatMap(({ info }) => DECIDING.filter((name) => info.scope.bindings.has(name)));
    if (deciding !== undefined) return `\`${deciding}\` decides what its attributes are`;
    if (all.some((one) => hasOwnMetaclass(analysis, one))) return 'its metaclass may change its attributes';
    return all.slice(1).some(changesSubclasses) ? 'a base class may change its attributes' : undefined;
  },
);

const hasOwnMetaclass = (analysis: Analysis, { module, info }: ClassRef): boolean =>
  info.def.bases.some(
    ({ form, name, value }) =>
      form === 'keyword' &&
      name?.id === 'metaclass' &&
      analysis.infer({ module, node: value }).some(({ is }) => is === 'class' || is === 'function'),
  );

/** `__init_subclass__` that assigns attributes. */
const changesSubclasses = ({ module, info }: ClassRef): boolean =>
  (info.scope.bindings.get('__init_subclass__') ?? []).some(
    ({ origin }) =>
      origin.by === 'function' &&
      (module.stores.some(({ target }) => contains(origin.def, target)) ||
        module.calls.some((call) => lastName(call.callee) === 'setattr' && contains(origin.def, call))),
  );
