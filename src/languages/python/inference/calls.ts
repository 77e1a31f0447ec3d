import type { Call } from '../ast.ts';
import type { Analysis } from './analysis.ts';
import { keyword } from './arguments.ts';
import { memberOf, sourceOf } from './classes.ts';
import { callExternal } from './externals.ts';
import { callFunction } from './functions.ts';
import { callMember } from './methods.ts';
import { unite, unknown, type Placed, type Type, type Types } from './types.ts';

/** What a call gives. Coroutines are seen as what they return: every one of them is awaited somewhere. */
export function inferCall(analysis: Analysis, { module, node }: Placed<Call>): Types {
  const callee = analysis.infer({ module, node: node.callee });
  return unite(...callee.map((type) => callType(analysis, type, { module, node })));
}

/** What calling one thing gives. */
export function callType(analysis: Analysis, type: Type, at: Placed<Call>): Types {
  switch (type.is) {
    case 'client-class':
      return construct(type, at, analysis);
    case 'class':
      return [{ is: 'instance', cls: type.cls }];
    case 'instance':
      return callInstance(analysis, type);
    case 'function':
      return callFunction(analysis, type);
    case 'lambda':
      return analysis.infer({ module: type.at.module, node: type.at.node.body });
    case 'callable':
      return type.returns;
    case 'external':
      return callExternal(analysis, type.path, at);
    case 'made':
      return type.by === 'collections.namedtuple'
        ? [unknown('it is a tuple whose fields are not looked into')]
        : [{ is: 'made', by: `${type.by}()` }];
    case 'member':
      return callMember(analysis, type.of, type.name, at);
    case 'unknown':
      return [type];
    default:
      return [unknown('it is the result of a call that is not understood')];
  }
}

/** An object whose class says what calling it gives. */
function callInstance(analysis: Analysis, type: Extract<Type, { is: 'instance' }>): Types {
  const found = memberOf(analysis, type.cls, '__call__', type)?.filter(({ is }) => is === 'function') ?? [];
  return found.length > 0
    ? unite(...found.map((one) => (one.is === 'function' ? callFunction(analysis, one) : [])))
    : [unknown('it is the result of a call that is not understood')];
}

function construct(type: Extract<Type, { is: 'client-class' }>, at: Placed<Call>, analysis: Analysis): Types {
  const told = isTold(at.node);
  const more = {
    ...(type.cls && { cls: type.cls }),
    ...(type.httpx && { httpx: true }),
    ...(told !== undefined && { told }),
  };
  const client: Type = { is: 'client', because: type.cls ? 'subclass' : 'constructed', ...more };
  // Without an application in sight it makes real requests, as most clients of httpx do.
  return !type.shortcut || isGivenApp(analysis, at) ? [client] : [{ is: 'made', by: 'httpx.Client' }];
}

function isTold({ args }: Call): boolean | undefined {
  if (keyword(args, 'follow_redirects')) return true;
  return args.some(({ form }) => form === 'double-splat') ? undefined : false;
}

/** Whether a client of httpx is made for an application: by itself, or in a transport. */
export function isGivenApp(analysis: Analysis, { module, node: { args } }: Placed<Call>): boolean {
  if (keyword(args, 'app')) return true;
  const transport = keyword(args, 'transport');
  if (transport) return isForApp(analysis, { module, node: transport });
  return args.some(
    ({ form, value }) => form === 'double-splat' && bringsApp(analysis, { module, node: value }),
  );
}

/** A spread dictionary that is written with the key `app`, or with an ASGI transport. */
function bringsApp(analysis: Analysis, at: Placed): boolean {
  return analysis.infer(at).some((type) => {
    const literal = type.is === 'data' ? type.literal : undefined;
    if (!literal) return false;
    const source = sourceOf(literal.module, literal.node);
    return /["']app["']\s*:|\bapp\s*=|\b[AW]SGITransport\b/.test(source);
  });
}

/** A transport that is made here, or held in a name. */
function isForApp(analysis: Analysis, at: Placed): boolean {
  if (/\b[AW]SGITransport\b/.test(sourceOf(at.module, at.node))) return true;
  const types = analysis.infer(at);
  return types.length > 0 && types.every((type) => type.is === 'made' && /\.[AW]SGITransport$/.test(type.by));
}
