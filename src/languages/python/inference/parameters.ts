import type { Lambda, Parameter } from '../ast/expressions.ts';
import type { FunctionDef } from '../ast/statements.ts';
import type { FunctionInfo } from '../binding/declarations.ts';
import type { Module } from '../binding/module.ts';
import { isTestFunction } from '../collected.ts';
import type { Analysis } from './analysis.ts';
import { callersPass } from './callers.ts';
import { classType } from './classes/classes.ts';
import { corrected } from './corrected.ts';
import { overriddenDependency } from './dependencies.ts';
import { isMocked, isOfClass, isStatic } from './functions/decorators.ts';
import { passedToLambda } from './lambdas.ts';
import { isOtherFixture } from './knowledge.ts';
import { fixtureFor } from './pytest/fixtures.ts';
import { isFixture } from './functions/marked.ts';
import { parametrized } from './pytest/parametrize.ts';
import { because, data, isDefinite, isProof, unite, unknown, type FunctionRef, type Types } from './types.ts';

/** What a parameter may be given: what pytest passes, or its annotation, its default and its callers say. */
export function inferParameter(
  analysis: Analysis,
  module: Module,
  owner: FunctionDef | Lambda,
  parameter: Parameter,
): Types {
  if (parameter.form === 'kwargs' || parameter.form === 'args')
    return rest(parameter, declaredAs(analysis, module, parameter));
  const info = owner.kind === 'function' ? module.functions.get(owner) : undefined;
  const annotated = declaredAs(analysis, module, parameter);
  const found = info
    ? passedFor(analysis, { module, info }, parameter)
    : unite(defaultOf(analysis, module, parameter), passedToLambda(analysis, module, owner, parameter));
  if (isProof(annotated)) return corrected(annotated, found);
  return isDefinite(found) || annotated.length === 0
    ? found
    : unite(
        annotated,
        found.filter((type) => type.is !== 'unknown'),
      );
}

const declaredAs = (analysis: Analysis, module: Module, { annotation }: Parameter): Types =>
  annotation ? analysis.inferAnnotation({ module, node: annotation }) : [];

/** What is left of the arguments: the annotation is that of each. */
function rest({ form }: Parameter, each: Types): Types {
  const isOfClients = each.some(({ is }) => is === 'client');
  if (form === 'kwargs') return [{ ...data('mapping'), ...(isOfClients && { holds: each }) }];
  return [isOfClients ? { is: 'many', of: each, lazy: false } : data('sequence')];
}

const defaultOf = (analysis: Analysis, module: Module, { default: node }: Parameter): Types =>
  node ? analysis.infer({ module, node }) : [];

/** What a parameter is given by pytest, by its default and by its callers, whatever it is annotated with. */
export function passedFor(analysis: Analysis, fn: FunctionRef, parameter: Parameter): Types {
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
  const overridden = overriddenDependency(analysis, module, parameter);
  const defaults = unite(overridden, defaultOf(analysis, module, parameter));
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

/** A function inside another is called by that, whatever its name. */
const isTest = (info: FunctionInfo): boolean => isTestFunction(info) && info.outer === undefined;
