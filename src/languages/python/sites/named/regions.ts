import type { Reference } from '../../../../core/sites.ts';
import { contains, type Span } from '../../../../core/text.ts';
import type { Stmt } from '../../ast/statements.ts';
import type { FunctionInfo } from '../../binding/declarations.ts';
import type { Module } from '../../binding/module.ts';
import { functionAround } from '../../binding/places.ts';
import { isTestFunction } from '../../collected.ts';
import { plainArguments } from '../../inference/functions/arguments.ts';
import { fixtureName, isAutouse, isFixture } from '../../inference/functions/marked.ts';
import { lastName } from '../../names.ts';
import { statementsIn } from '../../walk.ts';

/** The code that is seen to run while a patch or a fixture is in force, or where an exception is expected. */
export function regionsOf(module: Module, one: Reference): readonly Span[] {
  switch (one.as) {
    case 'raises':
    case 'except':
      return below(module, one) ?? expected(module, one) ?? tried(module, one);
    case 'patch':
      return below(module, one) ?? decorated(module, one) ?? restOf(module, one);
    case 'fixture': {
      const test = functionAround(module, one);
      return test ? [test.def] : [];
    }
    case 'import':
    case 'annotation':
    case 'isinstance':
    case 'base':
    case 'call':
    case 'logger':
    case 'value':
      return [];
    default:
      return one.as satisfies never;
  }
}

const statementsAround = ({ ast }: Module, place: Span): readonly Stmt[] =>
  statementsIn(ast.body).filter((statement) => contains(statement, place));

/** What stands below a `with`, and in its items behind the place. What a fixture yields to runs inside of its `with` too. */
function below(module: Module, { start, end }: Span): readonly Span[] | undefined {
  const around = statementsAround(module, { start, end }).findLast(
    (one) => one.kind === 'with' && one.items.some((item) => contains(item, { start, end })),
  );
  if (!around) return undefined;
  const fn = functionAround(module, { start, end });
  const isOpen = fn?.yields.some((one) => contains(around, one));
  return [{ start: end, end: around.end }, ...(fn && isOpen ? askingFor(module, fn) : [])];
}

/**
 * What an exception is expected of where no `with` stands around it: the rest of `pytest.raises(Error, function, ...)`, the test that is
 * marked `xfail(raises=Error)`, and the rest of a test where a name or a stack holds `pytest.raises(Error)`.
 */
function expected(module: Module, place: Reference): readonly Span[] | undefined {
  const call = module.calls.findLast(({ args }) => args.some((one) => contains(one, place)));
  if (!call || place.as !== 'raises') return undefined;
  if (lastName(call.callee) === 'xfail') return decorated(module, place);
  const [first, ...given] = plainArguments(call.args);
  if (first && contains(first, place) && given.length > 0) return [call];
  const around = functionAround(module, place);
  return around && isTestFunction(around) ? [{ start: call.end, end: around.def.end }] : undefined;
}

/** The body of a `try` whose handlers name the place. */
function tried(module: Module, place: Span): readonly Span[] {
  const around = statementsAround(module, place).findLast((one) => one.kind === 'try');
  const [first, last] = around?.kind === 'try' ? [around.body[0], around.body.at(-1)] : [];
  return first && last && last.end <= place.start ? [{ start: first.start, end: last.end }] : [];
}

/** The function or class that the place stands in a decorator of. */
function decorated({ functions, classes }: Module, place: Span): readonly Span[] | undefined {
  const found = [...functions.keys(), ...classes.keys()].find(({ decorators }) =>
    decorators.some((one) => contains(one, place)),
  );
  return found && [found];
}

/** The rest of a test, the class of a `setUp`, the tests that ask for a fixture. */
function restOf(module: Module, { end }: Span): readonly Span[] {
  const around = functionAround(module, { start: end, end });
  if (!around) return [];
  if (isTestFunction(around)) return [{ start: end, end: around.def.end }];
  if (around.owner && SET_UPS.has(around.def.name.id)) return [around.owner.def];
  return askingFor(module, around);
}

const SET_UPS: ReadonlySet<string> = new Set(['setUp', 'setUpClass', 'setup_method', 'setup_class']);

/** The functions of the file that a fixture is set up for, if a function is one. */
function askingFor(module: Module, info: FunctionInfo): readonly Span[] {
  const fixture = { module, info };
  if (!isFixture(fixture)) return [];
  if (isAutouse(fixture)) return [info.owner?.def ?? { start: info.def.end, end: module.source.length }];
  const name = fixtureName(fixture);
  return [...module.functions.keys()].filter(({ parameters }) =>
    parameters.some((one) => one.name.id === name),
  );
}
