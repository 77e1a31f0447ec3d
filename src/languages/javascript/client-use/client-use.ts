import { unknownUse, type ClientUse } from '../../../core/model/client-use.ts';
import type { ClientCall, ClientConstruction } from '../../../core/model/calls.ts';
import type { Option } from '../../../core/model/options.ts';
import { contains } from '../../../core/text.ts';
import { nothing } from '../../kernel/hidden.ts';
import {
  childrenOf,
  isFunction,
  isMember,
  spanOf,
  unwrap,
  type AnyCall,
  type NewExpression,
  type Node,
} from '../ast.ts';
import type { Module } from '../binding/module.ts';
import { outermost, sourceOf } from '../binding/places.ts';
import { onlyBinding } from '../binding/scope.ts';
import type { Analysis } from '../inference/analysis.ts';
import { clientOf, type ClientType } from '../inference/types.ts';
import { toValue } from '../sites/values.ts';

/**
 * How the client of a call is made and used; `moved`: the option of the call that is to be given to the client. Only a client that `new`
 * makes for the one call is known to be alone: nothing is known of applications and their cookies.
 */
export function clientUseOf(
  analysis: Analysis,
  module: Module,
  site: ClientCall,
  { value }: Option,
): ClientUse {
  const call = module.calls.find((one) => one.start === site.start && one.end === site.end);
  const callee = call && unwrap(call.callee);
  if (!call || !callee || !isMember(callee)) return unknownUse;
  const among = amongOf(module, call, callee.object);
  const client = unwrap(callee.object);
  const made = madeFor(analysis, module, client);
  const moved = valueIn(call, value);
  if (!made || !moved || !keepsValue(module, { client, made, call, moved })) return { ...unknownUse, among };
  return { ...unknownUse, alone: true, made: constructionSite(analysis, module, made), among };
}

/** `new TestClient(app)`, in place or bound to a name of the function that is used nowhere else. */
function madeFor(analysis: Analysis, module: Module, client: Node): NewExpression | undefined {
  if (client.type === 'NewExpression') return isClient(analysis, module, client) ? client : undefined;
  const variable = module.variableOf(client);
  const origin = onlyBinding(variable)?.origin;
  if (!variable || origin?.by !== 'value' || origin.path.length > 0 || variable.reads.length > 1)
    return undefined;
  const value = unwrap(origin.value);
  if (value.type !== 'NewExpression' || !isClient(analysis, module, value)) return undefined;
  const repeater = repeaterOf(module, value);
  const isBeside = repeater !== undefined && repeater === repeaterOf(module, client);
  return isBeside && module.parentOf(outermost(module, origin.value))?.type === 'VariableDeclarator'
    ? value
    : undefined;
}

function isClient(analysis: Analysis, module: Module, node: NewExpression): boolean {
  const types = analysis.infer({ module, node });
  const takesOptions = types.every((type) => type.is === 'client' && isMadeAsClients(analysis, type));
  const isInSight = node.arguments.length > 0 && node.arguments.every(({ type }) => type !== 'SpreadElement');
  return types.length > 0 && takesOptions && isInSight;
}

/** Whether a class takes what clients take: a derived one with a constructor of its own may take anything. */
function isMadeAsClients(analysis: Analysis, { cls, derived }: ClientType): boolean {
  if (!cls || !derived) return true;
  const { superClass, body } = cls.node;
  const isOwn = body.body.some((one) => one.type === 'ClassMethod' && one.kind === 'constructor');
  const bases = superClass ? analysis.infer({ module: cls.module, node: superClass }) : [];
  return (
    !isOwn &&
    bases.every((base) => base.is === 'client-class' && isMadeAsClients(analysis, clientOf(base, 'subclass')))
  );
}

/** The innermost function, class or loop around a place: what may run it again. */
function repeaterOf(module: Module, node: Node): Node | undefined {
  for (let at = module.parentOf(node); at; at = module.parentOf(at))
    if (isFunction(at) || /^(?:For|While|DoWhile)|Class/.test(at.type)) return at;
  return undefined;
}

/** The expression of a value of a call. */
function valueIn(call: AnyCall, { start, end }: Option['value']): Node | undefined {
  const find = (node: Node): Node | undefined =>
    // `{ cookies }`: a property that is its own value.
    node.start === start && node.end === end && node.type !== 'ObjectProperty'
      ? node
      : childrenOf(node)
          .filter((child) => contains(spanOf(child), { start, end }))
          .map(find)
          .find(Boolean);
  return call.arguments.map(find).find(Boolean);
}

interface Moving {
  readonly client: Node;
  readonly made: NewExpression;
  readonly call: AnyCall;
  readonly moved: Node;
}

/** Whether a value is the same where the client is made: it is written out, or the call follows in the next statement. */
function keepsValue(module: Module, { client, made, call, moved }: Moving): boolean {
  if (!isSteady(moved)) return false;
  if (client === made || isConstant(moved)) return true;
  const [first, second] = [statementOf(module, made), statementOf(module, call)];
  const block = first && module.parentOf(first);
  if (!first || !second || !block) return false;
  const all = childrenOf(block);
  return all[all.indexOf(first) + 1] === second;
}

function statementOf(module: Module, node: Node): Node | undefined {
  for (let at: Node | undefined = node; at; at = module.parentOf(at))
    if (/Statement$|^VariableDeclaration$/.test(at.type)) return at;
  return undefined;
}

/** Evaluating it has no effect. */
function isSteady(node: Node): boolean {
  const plain = unwrap(node);
  switch (plain.type) {
    case 'Identifier':
    case 'StringLiteral':
    case 'NumericLiteral':
      return true;
    case 'TemplateLiteral':
      return plain.expressions.every(isSteady);
    case 'MemberExpression':
      return !plain.computed && isSteady(plain.object);
    case 'ObjectExpression':
      return plain.properties.every(
        (one) => one.type === 'ObjectProperty' && !one.computed && isSteady(one.value),
      );
    default:
      return false;
  }
}

/** Nothing in it is a name. */
const isConstant = (node: Node): boolean => {
  const plain = unwrap(node);
  if (plain.type === 'ObjectExpression')
    return plain.properties.every((one) => one.type === 'ObjectProperty' && isConstant(one.value));
  return plain.type === 'StringLiteral' || plain.type === 'NumericLiteral';
};

const constructionSite = (analysis: Analysis, module: Module, node: NewExpression): ClientConstruction => ({
  kind: 'construction',
  ...spanOf(node),
  receiver: {
    ...spanOf(node.callee),
    text: sourceOf(module, node.callee),
    is: 'client',
    certainty: 'proven',
    because: 'constructed',
    library: 'test-client',
  },
  makes: 'sync',
  from: '',
  // The options of a client stand behind its application.
  args: node.arguments.slice(0, 1).map((one) => toValue(analysis, { module, node: one })),
  options: [],
  hidden: nothing,
});

/** Calls on a client with the same text that are given cookies. */
function amongOf(module: Module, call: AnyCall, client: Node): ClientUse['among'] {
  const text = sourceOf(module, client);
  const alike = module.calls.filter((one) => {
    const callee = unwrap(one.callee);
    const isGiven = one.arguments.some((argument) => /\bcookies\b/.test(sourceOf(module, argument)));
    return isMember(callee) && sourceOf(module, callee.object) === text && isGiven;
  });
  return { count: Math.max(1, alike.length), index: Math.max(0, alike.indexOf(call)) };
}
