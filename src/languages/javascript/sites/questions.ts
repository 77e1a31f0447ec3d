import { isOtherPackage } from '../../../clients/npm.ts';
import { DEPENDING_ON_VALUE } from '../../../clients/options.ts';
import { subjectOf, type Site } from '../../../core/sites.ts';
import { isMember, memberName, unwrap } from '../ast.ts';
import type { Module } from '../binding/module.ts';
import type { Analysis } from '../inference/analysis.ts';
import { isClientMethod, optionsIndex } from '../inference/clients.ts';
import { isDouble } from '../inference/knowledge.ts';
import { isNone, type Type } from '../inference/types.ts';

/** Whether the compiler's types could decide something that names, imports and callers leave open. */
export const leavesQuestion = (analysis: Analysis, module: Module, sites: readonly Site[]): boolean =>
  (/\.[mc]?tsx?$/.test(module.path) || DOCUMENTED.test(module.source)) &&
  // Without the rest of the project, the compiler knows no more than the inference does.
  analysis.project.files().length > 1 &&
  (sites.some(isOpenSite) || module.calls.some((call) => isOpenCall(analysis, module, call)));

/** A type in a comment, which the compiler reads in JavaScript. */
const DOCUMENTED = /@(?:type|typedef|param|returns?|satisfies)\s{1,20}\{/;

const isOpenSite = (site: Site): boolean =>
  subjectOf(site)?.certainty === 'likely' ||
  (site.kind === 'call' &&
    site.options.some(
      ({ key, value }) => DEPENDING_ON_VALUE.includes(key.name) && value.kinds.includes('unknown'),
    ));

/** Whether a call passes options to a receiver of which nothing is known. */
function isOpenCall(analysis: Analysis, module: Module, call: Module['calls'][number]): boolean {
  const callee = unwrap(call.callee);
  if (call.type === 'NewExpression' || !isMember(callee)) return false;
  const method = memberName(callee);
  if (method === undefined || !isClientMethod(method)) return false;
  const options = call.arguments[optionsIndex(method)];
  if (!options || call.arguments.length > optionsIndex(method) + 1) return false;
  const types = analysis.infer({ module, node: callee.object }).filter((type) => !isNone(type));
  return types.every(isUndecided);
}

/** Whether only a type can tell what a receiver is. Packages with clients of their own are ruled out. */
function isUndecided(type: Type): boolean {
  if (type.is === 'made')
    return type.of !== undefined || (!isOtherPackage(type.by.replace(/\..*/, '')) && !isDouble(type.by));
  return type.is === 'unknown' || (type.is === 'member' && !isTaken(type.of));
}

/** Whether something is a value whose members are no clients: a client, a response, text. */
const isTaken = (type: Type): boolean =>
  type.is === 'member'
    ? isTaken(type.of)
    : ['client', 'response', 'external'].includes(type.is) || (type.is === 'data' && type.kind !== 'mapping');
