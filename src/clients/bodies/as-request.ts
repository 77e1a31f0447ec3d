import { option, type Callee, type ClientCall, type Holder } from '../../core/model/calls.ts';
import { textsOf, type Value } from '../../core/model/values.ts';
import {
  call as callOf,
  member,
  name,
  quote,
  safe,
  text,
  unsafe,
  type Expr,
  type Fix,
  type Intent,
  type RuleContext,
} from '../../core/rule.ts';
import { BODYLESS, WITH_BODY } from '../methods.ts';

/** A call rewritten as one of `request`, or why it is not. */
export type AsRequest =
  { readonly fix: Fix; readonly why?: string } | { readonly fix?: never; readonly why: string };

/**
 * Rewrites a call of a verb as a call of `request`, which takes a body with any method. `methods` are the ones that the
 * call may be of; undefined where that is not known.
 */
export function asRequest(
  call: ClientCall,
  methods: readonly string[] | undefined,
  cx: RuleContext,
): AsRequest {
  const { callee, hidden, method, receiver } = call;
  if (hidden.may === 'anything' && hidden.positional)
    return { why: `cannot see the positional arguments: ${hidden.because}` };
  switch (callee.via) {
    case 'bound':
      return { why: HELD[callee.holder] };
    case 'member': {
      const value = text(method.name.toUpperCase());
      // `super().delete` calls `self.request`, and `super().request` would leave out what the class makes of it.
      if (/^super(?:\(|$)/.test(receiver.text))
        return callee.self === undefined
          ? { why: '`super().request` would leave out an override of `request`' }
          : {
              fix: safe(
                { do: 'replace', target: callee.span, with: member(name(callee.self), 'request') },
                { do: 'prepend-argument', call, value },
              ),
            };
      return {
        fix: safe({ do: 'rename', target: method, to: 'request' }, { do: 'prepend-argument', call, value }),
      };
    }
    case 'dynamic':
      return dynamically(
        call,
        callee,
        methods,
        [
          { do: 'replace', target: callee.span, with: member(quote(receiver), 'request') },
          { do: 'prepend-argument', call, value: verbOf(callee.name, cx) },
        ],
        cx,
      );
  }
}

/** Why a call of a method that is held somewhere is not rewritten. */
const HELD: Readonly<Record<Holder, string>> = {
  name: 'the method is held in a name that other calls may use',
  place: 'the method is held where other calls may use it',
  passed: 'the method is handed to what calls it',
  forwarded: '`__getattr__` decides what the method does',
  class: 'the method is read from the class, and the client is an argument',
};

/**
 * What to do instead of a call, as an imperative. `verb`: the method as source text, '"DELETE"'; undefined where it may be one of
 * several.
 */
export function requestInstead(call: ClientCall, verb: string | undefined): string {
  const { callee } = call;
  return callee.via === 'bound'
    ? `${TO[callee.holder]} ${nameOf(callee)}, and pass ${first(verb)} before the URL`
    : `write ${requestFor(call, verb)}`;
}

/** What takes a body with any method, in the place of the method that is called; `verb` as above. */
export function requestFor({ callee }: ClientCall, verb: string | undefined): string {
  if (callee.via === 'bound') return `${nameOf(callee)}, which takes ${first(verb)} before the URL`;
  const self = callee.via === 'member' && callee.self !== undefined ? `${callee.self}.` : '';
  return `\`${self}request(${verb ?? 'METHOD'}, ...)\``;
}

const nameOf = ({ request }: Extract<Callee, { readonly via: 'bound' }>): string =>
  request === undefined ? '`request` of the client' : `\`${request}\``;

const first = (verb: string | undefined): string => (verb === undefined ? 'the method' : `\`${verb}\``);

/** What is to be done with `request`. */
const TO: Readonly<Record<Holder, string>> = {
  name: 'hold',
  place: 'hold',
  passed: 'hand over',
  forwarded: 'call',
  class: 'call',
};

/** `getattr(client, name)(...)`: safe where every name it may have is that of an HTTP method. */
function dynamically(
  call: ClientCall,
  { name }: Extract<Callee, { readonly via: 'dynamic' }>,
  methods: readonly string[] | undefined,
  intents: readonly Intent[],
  cx: RuleContext,
): AsRequest {
  const odd = methods?.find(
    (one) => one === 'request' || !(BODYLESS.includes(one) || WITH_BODY.includes(one)),
  );
  if (odd !== undefined) return { why: `the method may also be \`${odd}\`, which is not an HTTP method` };
  // With a URL alone in front of a body, any other method would have failed; a subclass may have more of them.
  const isVerb = call.args.length + (option(call, 'url') ? 1 : 0) === 1;
  if (methods || (isVerb && call.receiver.because !== 'subclass')) return { fix: safe(...intents) };
  return { fix: unsafe(...intents), why: `cannot tell which methods \`${cx.text(name)}\` names` };
}

/** The name of a method as `request` takes it; `name.lower()` becomes `name.upper()`. */
function verbOf(method: Value, { language }: RuleContext): Expr {
  const [only, ...others] = textsOf(method) ?? [];
  if (only !== undefined && others.length === 0 && method.form?.is === 'literal')
    return text(only.toUpperCase());
  const { form } = method;
  const isLowered = form?.is === 'call' && ['lower', 'toLowerCase'].includes(form.name);
  const plain = (isLowered && form.on) || method;
  return callOf(member(quote(plain), language === 'python' ? 'upper' : 'toUpperCase'), []);
}
