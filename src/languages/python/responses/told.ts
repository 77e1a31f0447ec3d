import { slice } from '../../../core/text.ts';
import type { Call } from '../ast.ts';
import type { Module } from '../binding/module.ts';
import type { Analysis } from '../inference/analysis.ts';
import { conftestsOf } from '../inference/pytest/conftests.ts';
import type { ClassRef, ClientType, Types } from '../inference/types.ts';
import { lastName } from '../names.ts';

/** Whether the client of a call is told what to do with redirects: `TestClient(app, follow_redirects=False)`. */
export function isClientTold(analysis: Analysis, module: Module, { callee }: Call): boolean {
  const near = [module, ...conftestsOf(analysis, module)];
  const speaking = near.filter(({ source }) => source.includes('follow_redirects'));
  if (speaking.some((one) => isStored(analysis, one))) return true;
  if (analysis.infer({ module, node: callee }).some((type) => type.is === 'member' && type.told)) return true;
  const types = callee.kind === 'attribute' ? analysis.infer({ module, node: callee.object }) : [];
  const told = types.filter(isTestClient).map(({ cls, told }) => (cls && isToldByClass(cls)) || told);
  // Of one that is annotated, say, it is not known how it was made.
  if (told.length > 0 && told.every((one) => one !== undefined)) return told.every(Boolean);
  return (
    speaking.some((one) => one.calls.some((call) => isTelling(analysis, one, call))) &&
    !near.some((one) => one.calls.some((call) => isSilent(analysis, one, call)))
  );
}

/**
 * Whether an option that is spread into a call is there whoever asks for it: it is written in the function itself, and not
 * only among what some of the callers pass on.
 */
export const isSpreadAlways = (module: Module, { args }: Call): boolean =>
  args.some(({ form, value }) => {
    if (form !== 'double-splat') return false;
    const origins = value.kind === 'name' ? module.bindingsOf(value).map(({ origin }) => origin) : [];
    return !origins.some(
      (origin) =>
        origin.by === 'parameter' &&
        origin.parameter.form === 'kwargs' &&
        !/\b(?:allow|follow)_redirects\b/.test(slice(module.source, origin.owner)),
    );
  });

/** `super().__init__(app, follow_redirects=False)`, `self.follow_redirects = False`, or in its own `request`. */
const isToldByClass = ({ module, info }: ClassRef): boolean =>
  (info.scope.bindings.get('request') ?? []).some(
    ({ origin }) => origin.by === 'function' && /_redirects\b/.test(slice(module.source, origin.def)),
  ) ||
  /\bself\.follow_redirects\s*=|\.__init__\((?:[^()]|\([^()]*\))*\bfollow_redirects\s*=/.test(
    slice(module.source, info.def),
  );

/** `client.follow_redirects = False`. */
const isStored = (analysis: Analysis, module: Module): boolean =>
  module
    .storesOf('follow_redirects')
    .some(({ target }) => mayBeTestClient(analysis.infer({ module, node: target.object })));

const isTestClient = (type: Types[number]): type is ClientType => type.is === 'client' && !type.httpx;

const mayBeTestClient = (types: Types): boolean =>
  types.some(isTestClient) || !types.some(({ is }) => is === 'client' || is === 'made');

/** A call that makes a test client and tells it. */
function isTelling(analysis: Analysis, module: Module, call: Call): boolean {
  if (!call.args.some(({ name }) => name?.id === 'follow_redirects')) return false;
  const types = analysis.infer({ module, node: call });
  return types.some(isTestClient) || (isNamedAsClass(call) && mayBeTestClient(types));
}

const isNamedAsClass = ({ callee }: Call): boolean => /^[A-Z]/.test(lastName(callee) ?? '');

/** A call that makes a test client and tells it nothing. */
const isSilent = (analysis: Analysis, module: Module, call: Call): boolean =>
  isNamedAsClass(call) &&
  analysis.infer({ module, node: call }).some((type) => isTestClient(type) && type.told === false);
