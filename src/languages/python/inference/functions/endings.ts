import { oncePer } from '../../../kernel/once.ts';
import type { Expr } from '../../ast/expressions.ts';
import type { Stmt } from '../../ast/statements.ts';
import { swallows } from '../../binding/env.ts';
import type { FunctionInfo } from '../../binding/declarations.ts';
import { lastName } from '../../names.ts';

/** Whether a function may return None without saying so: by a bare `return`, or because its body comes to an end. */
export const mayEnd = ({ def, returns }: FunctionInfo): boolean =>
  returns.some(({ value }) => !value) || !leaves(def.body);

/** Whether a block never comes to its end. */
export const leaves = oncePer((block: readonly Stmt[]): boolean => block.some(isExit));

function isExit(statement: Stmt): boolean {
  switch (statement.kind) {
    case 'return':
      return true;
    case 'if':
      return leaves(statement.body) && leaves(statement.otherwise);
    case 'while':
      return statement.test.kind === 'true';
    case 'with':
      return leaves(statement.body) && !statement.items.some(({ value }) => swallows(value));
    case 'try': {
      const { body, handlers, otherwise } = statement;
      const isLeft = leaves(body) || leaves(otherwise);
      return leaves(statement.finally) || (isLeft && handlers.every((one) => leaves(one.body)));
    }
    case 'match':
      return (
        statement.cases.every(({ body }) => leaves(body)) &&
        statement.cases.some(({ irrefutable }) => irrefutable)
      );
    case 'expression':
      return isFailure(statement.value);
    case 'other':
      return (
        statement.what === 'raise' || (statement.what === 'assert' && statement.parts[0]?.kind === 'false')
      );
    default:
      return false;
  }
}

/** `pytest.fail("...")`, `self.fail()`, `sys.exit()`. */
const isFailure = (value: Expr): boolean =>
  value.kind === 'call' && /^(fail|skip|skipTest|xfail|exit|abort)$/.test(lastName(value.callee) ?? '');
