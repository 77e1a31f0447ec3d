import type { SuiteFacts } from '../../../core/suite.ts';
import type { ClientFacts } from '../../../core/trace.ts';
import type { Site } from '../../../core/sites.ts';
import type { TraceWants } from '../../../core/wants.ts';
import { oncePer } from '../../kernel/once.ts';
import { isCall, isMember, keyName, memberName, unwrap, type Node } from '../ast.ts';
import type { Module } from '../binding/module.ts';
import { isClientMethod } from '../inference/clients.ts';

/** The wanted options that a file gives to what is no request: to the client, in all likelihood. */
export function clientFacts(module: Module, { options }: TraceWants): ClientFacts {
  const assigned = namesGiven(module).filter((name) => options.includes(name));
  return { made: [], nearby: [], assigned, given: [] };
}

/** Each once, in the order of the source. Every call of a file is asked about, so that its nodes are looked through once. */
const namesGiven = oncePer((module: Module): readonly string[] => {
  const names = module.nodes.map((node) => {
    if (node.type === 'ObjectProperty' && isGivenToClient(module, node))
      return keyName(node.key, node.computed);
    const left = node.type === 'AssignmentExpression' ? unwrap(node.left) : undefined;
    return left && isMember(left) ? memberName(left) : undefined;
  });
  return [...new Set(names)].filter((name) => name !== undefined);
});

/** `new TestClient(app, { followRedirects: false })`, `createTestClient(app, { ... })`, `super(app, { ... })`. */
function isGivenToClient(module: Module, property: Node): boolean {
  const object = module.parentOf(property);
  const call = object?.type === 'ObjectExpression' ? module.parentOf(object) : undefined;
  if (!call || !isCall(call)) return false;
  if (call.type === 'NewExpression') return true;
  const callee = unwrap(call.callee);
  if (callee.type === 'Super') return true;
  const name = isMember(callee) ? memberName(callee) : callee.type === 'Identifier' ? callee.name : undefined;
  return name !== undefined && !isClientMethod(name) && /client|^create$|^make|^build|^setup/i.test(name);
}

/** The wanted options that the calls of a file are given. Nothing is known of the packages that a suite requires. */
export const suiteOf = (sites: readonly Site[], { suites }: TraceWants): SuiteFacts => ({
  options: suites.options.filter((name) => namesInCalls(sites).has(name)),
  required: [],
});

const namesInCalls = oncePer(
  (sites: readonly Site[]): ReadonlySet<string> =>
    new Set(sites.flatMap((site) => (site.kind === 'call' ? site.options.map(({ key }) => key.name) : []))),
);
