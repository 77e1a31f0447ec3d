import { POSITIONS } from '../../../../clients/bases/options.ts';
import { calledOn } from '../../../../clients/subjects.ts';
import type { Attribute, Call } from '../../ast/expressions.ts';
import type { Module } from '../../binding/module.ts';
import { canonical } from '../../names.ts';
import type { Analysis } from '../analysis.ts';
import { isAssigned, isMockedForGood } from '../assigned.ts';
import { callSpecial } from '../classes/special.ts';
import { isGivenApp } from '../classes/transports.ts';
import { recordOf } from '../functions/records.ts';
import { keyword, positional } from '../functions/arguments.ts';
import { callFunction } from '../functions/functions.ts';
import { CLIENT_METHODS } from '../knowledge.ts';
import { memberOf } from '../members.ts';
import { isLikelyByName } from '../named.ts';
import { isReplaced } from '../pytest/replaced.ts';
import { givenBy } from '../subjects.ts';
import { data, isNone, unite, unknown, type Placed, type Type, type Types } from '../types.ts';
import { callExternal } from './externals.ts';
import { callMember } from './methods.ts';

/** What a call gives. Coroutines are seen as what they return: every one of them is awaited somewhere. */
export function inferCall(analysis: Analysis, { module, node }: Placed<Call>): Types {
  const callee = analysis.infer({ module, node: node.callee });
  const types = unite(...callee.map((type) => callType(analysis, type, { module, node })));
  const isMethod = node.callee.kind === 'attribute' && CLIENT_METHODS.has(node.callee.attribute.id);
  return isMethod ? ofRequest(analysis, module, node.callee, types) : types;
}

/** What a mock gives. */
const FAKE: Type = { is: 'made', by: 'unittest.mock' };

/** A call that is spelled like one of a client's: what stands for the client's method, and what its name alone suggests. */
function ofRequest(analysis: Analysis, module: Module, callee: Attribute, types: Types): Types {
  const { object, attribute } = callee;
  if (types.some(({ is }) => is === 'response')) {
    if (isMockedForGood(analysis, { module, node: object }, attribute.id)) return [FAKE];
    const isFake =
      isAssigned(analysis, { module, node: object }, attribute.id) ||
      isReplaced(analysis, module, object, attribute.id);
    return isFake ? unite(types, [FAKE]) : types;
  }
  const given = calledOn('client', canonical(attribute.id));
  const objects = analysis.infer({ module, node: object }).filter((type) => !isNone(type));
  return given?.is === 'response' && isLikelyByName(analysis, module, object, objects)
    ? [givenBy({ is: 'client', because: 'named', likely: true }, given)]
    : types;
}

/** What calling one thing gives. */
function callType(analysis: Analysis, type: Type, at: Placed<Call>): Types {
  switch (type.is) {
    case 'client-class':
      return construct(type, at, analysis);
    case 'class':
      return [{ is: 'instance', cls: type.cls, ...(isNamed(at) && { exact: true }) }];
    case 'instance':
      return callSpecial(analysis, type, '__call__') ?? [unknown('cannot tell what the call returns')];
    case 'function':
      return callFunction(analysis, type);
    case 'lambda':
      return analysis.infer({ module: type.at.module, node: type.at.node.body });
    case 'callable':
      return type.returns;
    case 'record':
      return [recordOf(analysis, type, at)];
    case 'external':
      if (type.path === 'functools.partial') return callPartial(analysis, at);
      if (type.path === 'collections.defaultdict')
        return filledBy(analysis, at) ?? callExternal(analysis, type.path, at);
      return type.path === 'builtins.map' ? callMap(analysis, at) : callExternal(analysis, type.path, at);
    case 'made':
      if (type.by === 'operator.attrgetter') return gotten(analysis, at);
      return type.by === 'collections.namedtuple'
        ? [unknown('cannot tell what the fields of a namedtuple hold')]
        : [{ is: 'made', by: `${type.by}()` }];
    case 'member':
      return callMember(analysis, type.of, type.name, at);
    case 'unknown':
      return [type];
    default:
      return [unknown('cannot tell what the call returns')];
  }
}

/** Whether the class is called by its own name: a parameter like `cls` may hold a subclass. */
function isNamed({ module, node: { callee } }: Placed<Call>): boolean {
  const name = callee.kind === 'attribute' ? callee.object : callee;
  if (name.kind !== 'name') return false;
  const origins = module.bindingsOf(name).map(({ origin }) => origin.by);
  const named = callee.kind === 'attribute' ? ['import', 'import-from'] : ['class', 'import-from'];
  return origins.length > 0 && origins.every((by) => named.includes(by));
}

function construct(type: Extract<Type, { is: 'client-class' }>, at: Placed<Call>, analysis: Analysis): Types {
  const more = {
    ...(type.cls && { cls: type.cls }),
    ...(type.httpx && { httpx: true }),
    given: {
      options: optionsGiven(analysis, at.node),
      open: at.node.args.some(({ form }) => form === 'double-splat'),
      ...(!type.httpx && isToldApart(analysis, at.node) && { at }),
    },
  };
  const client: Type = { is: 'client', because: type.cls ? 'subclass' : 'constructed', ...more };
  // Without an application in sight it makes real requests, as most clients of httpx do.
  return !type.shortcut || isGivenApp(analysis, at) ? [client] : [{ is: 'made', by: 'httpx.Client' }];
}

/** Whether a construction is given an option, by name or by position, that tells clients apart. */
const isToldApart = ({ made }: Analysis, { args }: Call): boolean =>
  made.some((option) => {
    const position = POSITIONS[canonical(option)];
    return position !== undefined && (keyword(args, option) ?? positional(args, position)) !== undefined;
  });

const optionsGiven = ({ options }: Analysis, { args }: Call): readonly string[] =>
  options.filter((option) => keyword(args, option) !== undefined);

/** `attrgetter("get")(client)`. */
function gotten(analysis: Analysis, { module, node }: Placed<Call>): Types {
  const name = node.callee.kind === 'call' ? positional(node.callee.args, 0) : undefined;
  const object = positional(node.args, 0);
  if (name?.kind !== 'text' || name.value === undefined || !object)
    return [{ is: 'made', by: 'operator.attrgetter()' }];
  const { value } = name;
  return unite(
    ...analysis.infer({ module, node: object }).map((type) => memberOf(analysis, module, type, value)),
  );
}

/** `defaultdict(lambda: TestClient(app))`; of what makes no client, only that it is a mapping counts. */
function filledBy(analysis: Analysis, { module, node }: Placed<Call>): Types | undefined {
  const factory = positional(node.args, 0);
  const types = factory ? analysis.infer({ module, node: factory }) : [];
  const made = unite(
    ...types.map((type) => callType(analysis, type, { module, node: { ...node, args: [] } })),
  );
  return made.some(({ is }) => is === 'client') ? [{ ...data('mapping'), holds: made }] : undefined;
}

/** `map(callee, ...)`. */
function callMap(analysis: Analysis, at: Placed<Call>): Types {
  const callee = positional(at.node.args, 0);
  const types = callee ? analysis.infer({ module: at.module, node: callee }) : [];
  return [{ is: 'many', of: unite(...types.map((type) => callType(analysis, type, at))), lazy: true }];
}

/** `functools.partial(callee, ...)`: what each thing that the callee may be is with some arguments given to it. */
function callPartial(analysis: Analysis, { module, node }: Placed<Call>): Types {
  const callee = positional(node.args, 0);
  const types = callee ? analysis.infer({ module, node: callee }) : [];
  return unite(...types.map((type) => partialOf(analysis, type, { module, node })));
}

/** A method of a client is known as such with arguments given to it already; of others only the result is. */
function partialOf(analysis: Analysis, type: Type, at: Placed<Call>): Types {
  if (type.is !== 'member' || type.of.is !== 'client')
    return [{ is: 'callable', returns: callType(analysis, type, at) }];
  const given = optionsGiven(analysis, at.node);
  return [
    { ...type, ...(positional(at.node.args, 1) && { filled: true }), ...(given.length > 0 && { given }) },
  ];
}
