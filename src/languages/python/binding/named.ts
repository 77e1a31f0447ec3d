import { oncePer } from '../../kernel/once.ts';
import type { Ast } from '../ast/statements.ts';
import { groupBy } from '../../../core/group.ts';
import { declare } from './declare.ts';
import type { Binding } from './scope.ts';

/** Every binding of a file, whatever its scope, by the name that it binds. */
export const bindingsIn = oncePer(({ body }: Ast): ReadonlyMap<string, readonly Binding[]> =>
  groupBy(declare(body).bindings.values(), ({ name }) => name),
);
