import type { FunctionDef, Lambda, Parameter } from '../ast.ts';
import type { FunctionInfo } from '../binding/declarations.ts';
import type { Module } from '../binding/module.ts';
import type { Analysis } from './analysis.ts';
import { callersPass } from './callers.ts';
import { classType } from './classes/classes.ts';
import { corrected } from './corrected.ts';
import { isMocked, isOfClass, isStatic } from './functions/decorators.ts';
import { isOtherFixture } from './knowledge.ts';
import { fixtureFor } from './pytest/fixtures.ts';
import { isFixture } from './pytest/marked.ts';
import { parametrized } from './pytest/parametrize.ts';
import { because, data, isDefinite, isProof, unite, unknown, type FunctionRef, type Types } from './types.ts';

/** What a parameter may be given: what pytest passes, or its annotation, its default and its callers say. */
export function inferParameter(
  analysis: Analysis,
  module: Module,
  owner: FunctionDef | Lambda,
  parameter: Parameter,
): Types {
  if (parameter.form === 'kwargs') return [data('mapping')];
  if (parameter.form === 'args') return [data('sequence')];
  const info = owner.kind === 'function' ? module.functions.get(owner) : undefined;
  const annotated = parameter.annotation
    ? analysis.inferAnnotation({ module, node: parameter.annotation })
    : [];
  const found = info
    ? ofFunction(analysis, { module, info }, parameter)
    : ofLambda(analysis, module, parameter);
  if (isProof(annotated)) return corrected(annotated, found);
  return isDefinite(found) || annotated.length === 0
    ? found
    : unite(
        annotated,
        found.filter((type) => type.is !== 'unknown'),
      );
}

const ofLambda = (analysis: Analysis, module: Module, { default: value }: Parameter): Types =>
  unite(value ? analysis.infer({ module, node: value }) : [], [unknown('it is a parameter of a lambda')]);

function ofFunction(analysis: Analysis, fn: FunctionRef, parameter: Parameter): Types {
  const { module, info } = fn;
  const self = selfTypes(analysis, fn, parameter);
  if (self) return self;
  const name = parameter.name.id;
  if (isTest(info) && isMocked(fn, name)) return [{ is: 'made', by: 'unittest.mock.patch' }];
  if (isTest(info) || isFixture(fn)) {
    const values = parametrized(analysis, fn, name);
    if (values) return values;
    const fixture = fixtureFor(analysis, fn, name);
    if (fixture) return because('fixture', fixture);
    if (isOtherFixture(name)) return [{ is: 'made', by: `pytest.${name}` }];
    if (isTest(info) && !parameter.default) return [unknown(`cannot find a fixture \`${name}\``)];
  }
  const defaults = parameter.default ? analysis.infer({ module, node: parameter.default }) : [];
  const passed = callersPass(analysis, fn, parameter);
  if (passed) return unite(because('caller', passed.types), passed.omitted ? defaults : []);
  // Nobody calls it: pytest may, under a name that its configuration knows.
  const fixture = parameter.default ? undefined : fixtureFor(analysis, fn, name);
  if (fixture) return because('fixture', fixture);
  return unite(defaults, [
    unknown(`\`${name}\` is a parameter of \`${info.def.name.id}\`, and no call of it was found`),
  ]);
}

/** `self` and `cls`. */
function selfTypes(
  analysis: Analysis,
  { module, info }: FunctionRef,
  parameter: Parameter,
): Types | undefined {
  if (!info.owner || info.def.parameters[0] !== parameter) return undefined;
  if (isStatic({ module, info })) return undefined;
  const types = classType(analysis, { module, info: info.owner });
  if (isOfClass({ module, info })) return types;
  return types.map((type) =>
    type.is === 'client-class' && !type.shortcut
      ? {
          is: 'client',
          because: 'subclass',
          ...(type.cls && { cls: type.cls }),
          ...(type.httpx && { httpx: true }),
        }
      : { is: 'instance', cls: { module, info: info.owner! } },
  );
}

/** What pytest and unittest collect by default. */
const isTest = ({ def, outer }: FunctionInfo): boolean =>
  def.name.id.startsWith('test') && outer === undefined;
