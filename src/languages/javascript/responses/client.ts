import type { ClientCall } from '../../../core/model/calls.ts';
import type { SuiteFacts } from '../../../core/suite.ts';
import type { ClientFacts } from '../../../core/trace.ts';
import type { Site } from '../../../core/sites.ts';
import type { TraceWants } from '../../../core/wants.ts';
import { isCall, isMember, keyName, memberName, unwrap, type Node } from '../ast.ts';
import type { Module } from '../binding/module.ts';
import { nodesOf } from '../binding/nodes.ts';
import { isClientMethod } from '../inference/clients.ts';

/** The wanted options that a file gives to what is no request: to the client, in all likelihood. */
export function clientFacts(module: Module, { options }: TraceWants): ClientFacts {
  const assigned = nodesOf(module).flatMap((node): readonly string[] => {
    if (node.type === 'ObjectProperty' && isGivenToClient(module, node)) {
      const name = keyName(node.key, node.computed);
      return name !== undefined && options.includes(name) ? [name] : [];
    }
    const left = node.type === 'AssignmentExpression' ? unwrap(node.left) : undefined;
    const name = left && isMember(left) ? memberName(left) : undefined;
    return name !== undefined && options.includes(name) ? [name] : [];
  });
  return { made: [], nearby: [], assigned: [...new Set(assigned)], given: [] };
}

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
export function suiteOf(sites: readonly Site[], { suites }: TraceWants): SuiteFacts {
  const calls = sites.filter((site): site is ClientCall => site.kind === 'call');
  const names = calls.flatMap(({ options }) => options.map(({ key }) => key.name));
  return { options: suites.options.filter((name) => names.includes(name)), required: [] };
}
