import type { Name } from '../../../../core/model/values.ts';
import type { Definition, OverrideEntry, Parameter as SiteParameter } from '../../../../core/sites.ts';
import type { Span } from '../../../../core/text.ts';
import type { Wanted } from '../../../../core/wants.ts';
import type { Identifier, Parameter } from '../../ast/expressions.ts';
import type { ClassDef, FunctionDef } from '../../ast/statements.ts';
import type { FunctionInfo } from '../../binding/declarations.ts';
import type { Module } from '../../binding/module.ts';
import type { Analysis } from '../../inference/analysis.ts';
import { classType } from '../../inference/classes/classes.ts';
import { overriddenBy } from '../../inference/replaced/overrides.ts';
import type { Type } from '../../inference/types.ts';
import { canonical } from '../../names.ts';
import { spanOf } from '../surroundings.ts';
import { toValue } from '../values.ts';
import { ownParameters } from './around.ts';
import { entriesOf } from './entries.ts';

type Asked = Pick<Wanted, 'definitions' | 'overrides'>;

/** Every class that derives from a client, and the wanted methods of clients that the file puts something of its own in place of. */
export function findDefinitions(
  analysis: Analysis,
  module: Module,
  { definitions, overrides = [] }: Asked,
): readonly Definition[] {
  const wanted = new Set([...(definitions ?? []), ...overrides]);
  const classes = definitions
    ? [...module.classes.values()].flatMap((info): Definition[] => {
        const client = clientClass(analysis, module, info);
        if (!client) return [];
        const statement = withDecorators(module, info.def);
        return [{ ...commonOf(client, info.def.name), ...spanOf(info.def.name), of: 'class', statement }];
      })
    : [];
  const methods = [...module.functions.values()].flatMap((info): Definition[] => {
    const method = overriddenBy(analysis, { module, info });
    const { owner, def } = info;
    if (method === undefined || !wanted.has(canonical(method))) return [];
    return [
      {
        ...commonOf(owner && clientClass(analysis, module, owner), owner?.def.name ?? def.name),
        ...spanOf(def.name),
        of: 'method',
        method: { ...spanOf(def.name), name: canonical(method) },
        parameters: parametersOf(analysis, module, info),
        entries: entriesIn(module, info),
        statement: withDecorators(module, def),
      },
    ];
  });
  return [...classes, ...methods].sort((a, b) => a.start - b.start);
}

type ClientClass = Extract<Type, { is: 'client-class' }>;

const clientClass = (
  analysis: Analysis,
  module: Module,
  info: NonNullable<FunctionInfo['owner']>,
): ClientClass | undefined =>
  classType(analysis, { module, info }).find((type) => type.is === 'client-class');

/** What stands beside a client in a mixin, or is put in its place, is taken for a test client's. */
const commonOf = (client: ClientClass | undefined, cls: Identifier) =>
  ({
    kind: 'definition',
    class: nameOf(cls),
    library: client?.httpx ? 'httpx' : 'test-client',
  }) as const;

/** A class keeps its capitals. */
const nameOf = ({ id, ...place }: Identifier): Name => ({ ...spanOf(place), name: canonical(id) });

function withDecorators({ source }: Module, { decorators, start, end }: ClassDef | FunctionDef): Span {
  const [first] = decorators;
  return { start: first ? source.lastIndexOf('@', first.outer.start) : start, end };
}

const entriesIn = (module: Module, info: FunctionInfo): readonly OverrideEntry[] =>
  info.def.parameters.flatMap((one) => (one.form === 'kwargs' ? entriesOf(module, info, one) : []));

const parametersOf = (analysis: Analysis, module: Module, info: FunctionInfo): readonly SiteParameter[] =>
  ownParameters(module, info).map((one) => {
    const { default: value } = one;
    return {
      ...spanOf(one),
      name: nameOf(one.name),
      form: formOf(one),
      ...(value && { default: toValue(analysis, { module, node: value }) }),
    };
  });

const formOf = ({ form }: Parameter): SiteParameter['form'] => (form === 'keyword-only' ? 'keyword' : form);
