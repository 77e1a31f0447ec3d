import { contains, type Span } from '../../../core/text.ts';
import type { Stmt } from '../ast/statements.ts';
import { bodiesOf } from '../walk.ts';

/** Whether a block binds one of these targets on every way through it. */
export const bindsAlways = (body: readonly Stmt[], targets: readonly Span[]): boolean =>
  body.some(
    (statement) => targets.some((target) => contains(statement, target)) && binds(statement, targets),
  );

function binds(statement: Stmt, targets: readonly Span[]): boolean {
  switch (statement.kind) {
    case 'function':
    case 'class':
      return targets.some((target) => target === statement.name);
    case 'if':
      return bindsAlways(statement.body, targets) && bindsAlways(statement.otherwise, targets);
    case 'with':
      return bindsAlways(statement.body, targets);
    case 'for':
    case 'while':
      return false;
    case 'try': {
      const { body, handlers, otherwise } = statement;
      const isTried = bindsAlways(body, targets) || bindsAlways(otherwise, targets);
      const isHandled = handlers.every((one) => isLeft(one.body) || bindsAlways(one.body, targets));
      return bindsAlways(statement.finally, targets) || (isTried && isHandled);
    }
    case 'match':
      return (
        statement.cases.some(({ irrefutable }) => irrefutable) &&
        bodiesOf(statement).every((body) => bindsAlways(body, targets))
      );
    default:
      return true;
  }
}

const isLeft = (body: readonly Stmt[]): boolean =>
  body.some((statement) => statement.kind === 'other' && statement.what === 'raise');
