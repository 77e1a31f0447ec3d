import type { Name } from '../../../core/model.ts';
import type { Definition, Parameter as SiteParameter } from '../../../core/sites.ts';
import type { Span } from '../../../core/text.ts';
import type { ClassDef, FunctionDef, Identifier, Parameter } from '../ast.ts';
import type { FunctionInfo } from '../binding/declarations.ts';
import type { Module } from '../binding/module.ts';
import type { Analysis } from '../inference/analysis.ts';
import { classType } from '../inference/classes/classes.ts';
import { isStatic } from '../inference/functions/decorators.ts';
import { canonical } from '../names.ts';
import { spanOf } from './surroundings.ts';
import { toValue } from './values.ts';

/** Every class that derives from a client, and the methods among `wanted` that it defines itself. */
export function findDefinitions(
  analysis: Analysis,
  module: Module,
  wanted: readonly string[],
): readonly Definition[] {
  return [...module.classes.values()].flatMap((info): Definition[] => {
    const client = classType(analysis, { module, info }).find((type) => type.is === 'client-class');
    if (!client) return [];
    const common = {
      kind: 'definition',
      class: nameOf(info.def.name),
      library: client.httpx ? 'httpx' : 'test-client',
    } as const;
    const methods = [...module.functions.values()].filter(
      ({ owner, def }) => owner === info && wanted.includes(canonical(def.name.id)),
    );
    return [
      { ...common, ...spanOf(info.def.name), of: 'class', statement: withDecorators(module, info.def) },
      ...methods.map((method): Definition => ({
        ...common,
        ...spanOf(method.def.name),
        of: 'method',
        method: nameOf(method.def.name),
        parameters: parametersOf(analysis, module, method),
        statement: withDecorators(module, method.def),
      })),
    ];
  });
}

/** A class keeps its capitals. */
const nameOf = ({ id, ...place }: Identifier): Name => ({ ...spanOf(place), name: canonical(id) });

function withDecorators({ source }: Module, { decorators, start, end }: ClassDef | FunctionDef): Span {
  const [first] = decorators;
  return { start: first ? source.lastIndexOf('@', first.outer.start) : start, end };
}

function parametersOf(analysis: Analysis, module: Module, info: FunctionInfo): readonly SiteParameter[] {
  const { parameters } = info.def;
  return (isStatic({ module, info }) ? parameters : parameters.slice(1)).map((one) => {
    const { default: value } = one;
    return {
      ...spanOf(one),
      name: nameOf(one.name),
      form: formOf(one),
      ...(value && { default: toValue(analysis, { module, node: value }) }),
    };
  });
}

const formOf = ({ form }: Parameter): SiteParameter['form'] => (form === 'keyword-only' ? 'keyword' : form);
