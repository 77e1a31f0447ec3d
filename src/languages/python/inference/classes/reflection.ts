import { unite, unknown, type Type, type Types } from '../types.ts';

/** The classes of what an expression may be: `type(self)`, `self.__class__`. */
export const classesOf = (types: Types): Types => unite(types.map(classOf));

function classOf(type: Type): Type {
  if (type.is === 'instance') return { is: 'class', cls: type.cls };
  if (type.is !== 'client' || type.httpx || type.likely) return unknown('cannot tell the class of an object');
  return {
    ...{ is: 'client-class', path: 'starlette.testclient.TestClient', httpx: false, shortcut: false },
    ...(type.cls && { cls: type.cls }),
  };
}
