import { BODYLESS } from '../../../clients/methods.ts';
import type { Purpose } from '../../../core/model/calls.ts';
import { oncePer } from '../../kernel/once.ts';
import {
  childrenOf,
  isCall,
  isFunction,
  isMember,
  keyName,
  memberName,
  spanOf,
  textOf,
  unwrap,
  type AnyCall,
  type Node,
} from '../ast.ts';
import type { Module } from '../binding/module.ts';
import { calledMethod, lastName, sourceOf } from '../binding/places.ts';
import { optionsIndex } from '../inference/clients.ts';

/**
 * Why a call that the new client does not take is there on purpose: its new form stands on another way, so that it is for the old
 * client alone; or a test expects its error. `undefined`: nothing shows that it is.
 */
export const purposeOf = (module: Module, call: AnyCall): Purpose | undefined =>
  oldBranchAround(module, call) ?? expectedAround(module, call);

/** One of several ways that the code takes. */
interface Arm {
  /** The condition, or what is caught. */
  readonly at: Node;
  /** The code on the other ways. */
  readonly others: readonly Node[];
}

function oldBranchAround(module: Module, call: AnyCall): Purpose | undefined {
  const old = formOf(module, call);
  if (!old) return undefined;
  for (
    let node: Node = call, parent = module.parentOf(node);
    parent;
    node = parent, parent = module.parentOf(node)
  ) {
    for (const { at, others } of armsOf(module, parent, node)) {
      if (!others.some((other) => callsIn(other).some((one) => isNewForm(module, one, old)))) continue;
      const because = `its new form stands ${whereOf(module, at)}`;
      return { is: 'old-branch', at: spanOf(at), because };
    }
  }
  return undefined;
}

/** In words, where the other branch is. */
function whereOf(module: Module, at: Node): string {
  const text = `\`${excerpt(sourceOf(module, at))}\``;
  if (at.type === 'CatchClause') return 'in the other block of this `try`';
  return module.parentOf(at)?.type === 'CatchClause'
    ? `in the other block of the \`try\` that catches ${text}`
    : `in another branch of ${text}`;
}

const excerpt = (source: string): string =>
  (source.length > 40 ? `${source.slice(0, 37)}...` : source).replace(/\s+/g, ' ');

function armsOf(module: Module, parent: Node, node: Node): readonly Arm[] {
  switch (parent.type) {
    case 'IfStatement': {
      if (node === parent.test) return [];
      const isFirst = node === parent.consequent;
      const other = isFirst ? parent.alternate : parent.consequent;
      const after = leaves(node) ? afterIn(module, parent) : [];
      return [{ at: parent.test, others: [...(other ? [other] : []), ...after] }];
    }
    case 'ConditionalExpression':
      if (node === parent.test) return [];
      return [
        { at: parent.test, others: [node === parent.consequent ? parent.alternate : parent.consequent] },
      ];
    case 'TryStatement': {
      const { block, handler } = parent;
      if (!handler || (node !== block && node !== handler)) return [];
      const after = leaves(block) ? afterIn(module, parent) : [];
      return [{ at: handler.param ?? handler, others: node === block ? [handler.body, ...after] : [block] }];
    }
    case 'SwitchStatement':
      return [{ at: parent.discriminant, others: parent.cases.filter((one) => one !== node) }];
    case 'BlockStatement':
    case 'Program':
      return leavingIn(parent).flatMap(({ statement, arms }) =>
        spanOf(statement).start < spanOf(node).start ? arms : [],
      );
    default:
      return [];
  }
}

/** The statements of a block that leave it on some condition. Asked for each call in the block, of which there may be thousands. */
const leavingIn = oncePer((block: Extract<Node, { type: 'BlockStatement' | 'Program' }>) =>
  block.body.flatMap((statement) => {
    const arms = leftBy(statement);
    return arms.length > 0 ? [{ statement, arms }] : [];
  }),
);

/** A statement that leaves its block on some condition: what follows runs on the other one. */
function leftBy(statement: Node): readonly Arm[] {
  if (statement.type === 'IfStatement')
    return leaves(statement.consequent) ? [{ at: statement.test, others: [statement.consequent] }] : [];
  if (statement.type !== 'TryStatement' || !statement.handler || !leaves(statement.block)) return [];
  return [{ at: statement.handler.param ?? statement.handler, others: [statement.block] }];
}

const LEAVING = /^(?:Return|Throw|Continue|Break)Statement$/;

const leaves = (node: Node): boolean =>
  node.type === 'BlockStatement' ? node.body.some((one) => LEAVING.test(one.type)) : LEAVING.test(node.type);

/** What stands behind a statement in its block. */
function afterIn(module: Module, statement: Node): readonly Node[] {
  const block = module.parentOf(statement);
  if (block?.type !== 'BlockStatement' && block?.type !== 'Program') return [];
  return block.body.slice(block.body.findIndex((one) => one === statement) + 1);
}

const callsIn = (node: Node): readonly AnyCall[] => [
  ...(isCall(node) ? [node] : []),
  ...childrenOf(node).flatMap(callsIn),
];

/** How a call of a client is written. */
interface Form {
  readonly method: string;
  readonly url: string;
  readonly options: readonly string[];
}

function formOf(module: Module, call: AnyCall): Form | undefined {
  const method = calledMethod(call);
  if (method === undefined) return undefined;
  const at = optionsIndex(method);
  const [url, options] = [call.arguments[at - 1], call.arguments[at]];
  const plain = options && unwrap(options);
  const names = plain?.type === 'ObjectExpression' ? keysOf(plain) : [];
  return { method, url: url ? sourceOf(module, url) : '', options: names };
}

const keysOf = ({ properties }: Extract<Node, { type: 'ObjectExpression' }>): readonly string[] =>
  properties.flatMap((one) => (one.type === 'SpreadElement' ? [] : (keyName(one.key, one.computed) ?? [])));

/** Whether a call is the new form of an old one: to the same URL, with an option or a method that took the place of the old one. */
function isNewForm(module: Module, call: AnyCall, old: Form): boolean {
  const form = formOf(module, call);
  if (form?.url !== old.url) return false;
  const has = (name: string): boolean => form.options.includes(name);
  const had = (name: string): boolean => old.options.includes(name) && !has(name);
  if (had('allowRedirects') && has('followRedirects')) return true;
  if (had('data') && has('content')) return true;
  if (form.method !== 'request' || !BODYLESS.includes(old.method)) return false;
  const verb = call.arguments[0] && textOf(call.arguments[0]);
  return verb?.toLowerCase() === old.method && old.options.some((name) => has(name) || name === 'data');
}

/** A test expects the very error that the new client gives for what it does not take. */
function expectedAround(module: Module, call: AnyCall): Purpose | undefined {
  for (
    let node: Node = call, parent = module.parentOf(node);
    parent;
    node = parent, parent = module.parentOf(node)
  ) {
    if (isCall(parent)) {
      const expecting = expectingCall(module, parent, node);
      if (expecting && isTypeError(module, expecting.error)) {
        const text = excerpt(sourceOf(module, expecting.call.callee).replace(/^.*\)\./s, ''));
        return { is: 'expected', expects: 'error', text, isNew: isWrittenForNew(module) };
      }
      if (expecting) return undefined;
    }
    if (isFunction(node) && !isCall(parent)) return undefined;
  }
  return undefined;
}

const THROWING = /^(?:toThrow|toThrowError|toBeInstanceOf|throws|throwsAsync|rejects|rejectedWith|throw)$/;

/** `expect(...).rejects.toThrow(error)` around its first argument, or `assert.rejects(..., error)`. */
function expectingCall(
  module: Module,
  call: AnyCall,
  node: Node,
): { readonly call: AnyCall; readonly error: Node | undefined } | undefined {
  if (call.arguments[0] !== node) return undefined;
  const name = calledMethod(call);
  if (name !== undefined && THROWING.test(name)) return { call, error: call.arguments[1] };
  if (lastName(call.callee) !== 'expect') return undefined;
  let at: Node = call;
  for (let parent = module.parentOf(at); parent && isMember(parent) && parent.object === at;) {
    const outer = module.parentOf(parent);
    if (outer && isCall(outer) && outer.callee === parent) {
      return THROWING.test(memberName(parent) ?? '') ? { call: outer, error: outer.arguments[0] } : undefined;
    }
    [at, parent] = [parent, outer];
  }
  return undefined;
}

const isTypeError = (module: Module, error: Node | undefined): boolean =>
  error !== undefined && /\bTypeError\b|unexpected option/.test(sourceOf(module, error));

/** Whether a file uses options that the old client had none of. */
const isWrittenForNew = ({ source }: Module): boolean =>
  /\bfollowRedirects\b|[{,]\s*content\s*:/.test(source);
