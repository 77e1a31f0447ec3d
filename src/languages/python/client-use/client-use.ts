import type { ClientUse } from '../../../core/model/client-use.ts';
import { contains, type Span } from '../../../core/text.ts';
import type { Option } from '../../../core/model/options.ts';
import { oncePer } from '../../kernel/once.ts';
import type { Argument, Call, Expr, NameExpr } from '../ast/expressions.ts';
import type { Stmt } from '../ast/statements.ts';
import type { Module } from '../binding/module.ts';
import { functionAround, sourceOf } from '../binding/places.ts';
import type { Analysis } from '../inference/analysis.ts';
import { conftestsOf } from '../inference/functions/conftests.ts';
import { spell } from '../names.ts';
import { bodiesOf, walk } from '../walk.ts';
import { spanOf } from '../sites/surroundings.ts';
import { isSteady } from './constructions.ts';
import { copyFor, usesAround } from './copies.ts';
import { ownFixture, parameterOf } from './fixtures.ts';
import { jarIn, jarOf } from './jar.ts';
import { localUse, type Local } from './locals.ts';
import { repeaterOf, statementBefore, statementOf } from './repeats.ts';

/** What is found out about one call, whatever others there are. */
interface Used extends Omit<ClientUse, 'made' | 'jar' | 'among'> {
  readonly made?: Call;
}

type Found = Used & Pick<ClientUse, 'jar' | 'among'>;

/** How the client of a call is made and used; `moved`: the option of the call that is to be given to the client. */
export function clientUseOf(analysis: Analysis, module: Module, call: Call, moved: Option): Found {
  const option = spell(moved.key.name);
  return {
    ...useOf(call, analysis, module, option),
    jar: jarOfCall(analysis, module, clientOf(call)),
    among: amongOf(analysis, module, call, option),
  };
}

const clientOf = ({ callee }: Call): Expr | undefined =>
  callee.kind === 'attribute' ? callee.object : undefined;

const useOf = oncePer((call: Call, analysis: Analysis, module: Module, option: string): Used => {
  const client = clientOf(call);
  const argument = call.args.find(({ name }) => name?.id === option);
  if (!client || !argument) return { alone: false, once: false };
  const isFree = isSteady(argument.value);
  // What is evaluated earlier than before must not change what the other arguments come to.
  const isMovable = isFree || call.args.every((one) => one === argument || isSteady(one.value));
  if (!isMovable) return { alone: false, once: false };
  const local = localUse(analysis, module, client);
  const alone = local ? isMadeBeside(module, local, call) : isOwn(analysis, module, client, call);
  const before = statementBefore(module, call, isFree);
  const isMade = alone && local && keepsValue(module, local, call, argument);
  const copy = client.kind === 'name' ? copyFor(analysis, module, client) : undefined;
  return {
    alone,
    ...(isMade && { made: local.made }),
    ...(before && { before: spanOf(before) }),
    ...(copy && { copy: { callee: spanOf(copy.callee), args: copy.args.map(spanOf) } }),
    once: client.kind === 'name' && usesAround(module, client) === 1 && isInNoLoop(module, call),
  };
});

/** A client that is made in the function is made as often as the call. */
const isMadeBeside = (module: Module, { made }: Local, call: Call): boolean =>
  repeaterOf(module, made) === repeaterOf(module, call);

const isInNoLoop = (module: Module, call: Call): boolean => {
  const repeater = repeaterOf(module, call);
  return repeater === undefined || repeater.kind === 'function';
};

/** A client of a fixture that is made for the test alone. */
function isOwn(analysis: Analysis, module: Module, client: Expr, call: Call): boolean {
  if (client.kind !== 'name') return false;
  const info = parameterOf(module, client);
  if (!info || functionAround(module, call) !== info || !isInNoLoop(module, call)) return false;
  return usesAround(module, client) === 1 && ownFixture(analysis, module, info, client.id) !== undefined;
}

/** Whether an argument of a call has the same value where the client is made. */
function keepsValue(module: Module, { made, binding }: Local, call: Call, { value }: Argument): boolean {
  if (!binding) return true;
  if (!isSteady(value)) return false;
  if (isNext(module, made, call)) return true;
  return namesIn(value).every((name) => isBoundBefore(module, name, made, call));
}

/** A local name that is bound before the client is made, and not mentioned from there to the call. */
function isBoundBefore(module: Module, name: NameExpr, made: Call, call: Call): boolean {
  const bindings = module.bindingsOf(name);
  const mentions = module.mentions.get(name.id) ?? [];
  return (
    bindings.length > 0 &&
    bindings.every(({ target, scope }) => scope.kind === 'function' && target.end <= made.start) &&
    !mentions.some(({ start }) => made.start <= start && start < call.start)
  );
}

/** The statement of the call is the next one after that of the client, or the first below its `with`. */
function isNext(module: Module, made: Call, call: Call): boolean {
  const first = statementOf(module, made);
  if (!first) return false;
  if (first.kind === 'with') return holds(first.body[0], call);
  const info = functionAround(module, made);
  const block = info && blockOf(info.def.body, first);
  return holds(block?.[block.indexOf(first) + 1], call);
}

const holds = (statement: Stmt | undefined, call: Span): boolean =>
  statement !== undefined && contains(statement, call);

const blockOf = (body: readonly Stmt[], statement: Stmt): readonly Stmt[] | undefined =>
  body.includes(statement)
    ? body
    : body.flatMap(bodiesOf).flatMap((inner) => blockOf(inner, statement) ?? []);

function namesIn(node: Expr): readonly NameExpr[] {
  const names: NameExpr[] = [];
  walk([node], (one) => {
    if (one.kind === 'name') names.push(one);
  });
  return names;
}

/** Where a client comes from a fixture of another file, the application does too. */
function jarOfCall(analysis: Analysis, module: Module, client: Expr | undefined): ClientUse['jar'] {
  const { project } = analysis;
  const isAsked = client?.kind === 'name' && parameterOf(module, client) !== undefined;
  return isAsked ? jarOf(project, [module, ...conftestsOf(analysis, module)]) : jarIn(module, project);
}

/** Calls of a client by its text and the option that they are given. */
const givenIn = oncePer((module: Module): ReadonlyMap<string, readonly Call[]> => {
  const found = new Map<string, Call[]>();
  for (const call of [...module.calls].sort((a, b) => a.start - b.start)) {
    if (call.callee.kind !== 'attribute') continue;
    const client = sourceOf(module, call.callee.object);
    for (const { name } of call.args) {
      const key = `${client} ${name?.id ?? ''}`;
      found.set(key, [...(found.get(key) ?? []), call]);
    }
  }
  return found;
});

function amongOf(analysis: Analysis, module: Module, call: Call, option: string): ClientUse['among'] {
  const client = clientOf(call);
  const alike = givenIn(module).get(`${client ? sourceOf(module, client) : ''} ${option}`) ?? [];
  const shared = alike.filter((one) => {
    const { alone, copy } = useOf(one, analysis, module, option);
    return !alone && !copy;
  });
  const index = shared.indexOf(call);
  return index < 0 ? { count: 1, index: 0 } : { count: shared.length, index };
}
