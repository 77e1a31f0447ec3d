import {
  BODYLESS,
  BODY_OPTIONS,
  WITH_BODY,
  isEmptyList,
  isPlainNone,
  methodsOf,
  placeOf,
} from '../src/core/bodies.ts';
import { isVerb, verbOf } from '../src/core/verb.ts';
import { listHidden } from '../src/core/hidden.ts';
import { hiddenOptions, type Callee, type ClientCall, type Option, type Value } from '../src/core/model.ts';
import {
  defineRule,
  member,
  quote,
  safe,
  text,
  unsafe,
  type Finding,
  type Fix,
  type Intent,
  type LanguageName,
  type RuleContext,
} from '../src/core/rule.ts';
import { toTransform } from '../src/jscodeshift.ts';

/**
 * What changed - `get`, `options`, `head` and `delete` of the httpx client take no body; `request` takes one with any
 * method.
 * Why it breaks - `json`, `data`, `files` or `content` on one of them is a TypeError from Starlette 0.21 on ("got an
 * unexpected keyword argument 'json'"), even if it is `None`.
 * Fix safety - `safe`: the same request is sent. A method chosen at run time becomes `request(method.upper(), ...)`, which
 * is `unsafe` where it may be no verb.
 * Not handled - A method held in a name (`delete = client.delete`), positional arguments hidden in `*args`, and a body
 * that may come with `**kwargs`: all are reported.
 */
export const rule = defineRule({
  name: 'body-to-request',
  summary: 'Send a body with `get`, `options`, `head` and `delete` through `request`.',
  safety: 'safe',
  *call(call, cx) {
    const methods = methodsOf(call);
    if (methods && !methods.some((method) => BODYLESS.has(method))) return;
    const bodies = call.options.filter(
      ({ key, value }) => BODY_OPTIONS.has(key.name) && !isDropped(key.name, value),
    );
    if (bodies.some(({ value }) => !isAbsent(value, cx))) {
      yield convert(call, methods, cx);
      return;
    }
    for (const item of bodies) {
      const message = `\`${nameOf(methods)}\` takes no \`${cx.spell(item.key.name)}\`, not even \`${cx.text(item.value)}\`: drop it`;
      const why = WHY[cx.language];
      yield { at: item.key, message, why, ...(!item.covers && { fix: safe(remove(call, item)) }) };
    }
    if (bodies.length === 0) yield* inspectHidden(call, methods, cx);
  },
  *mention({ in: place, method, option: { key } }) {
    if (place === 'type' || !BODYLESS.has(method) || !BODY_OPTIONS.has(key.name)) return;
    const message = `\`${method}\` is expected to be called with a body: expect \`request("${method.toUpperCase()}", ...)\``;
    yield { at: key, message, why: 'it takes no body any more, so that the calls go through `request`' };
  },
});

/** Not given, whatever the method: JavaScript tells `undefined` from `null`, which is JSON. */
const isAbsent = (value: Value, cx: RuleContext): boolean =>
  isPlainNone(value) && (cx.language === 'python' || cx.text(value) === 'undefined');

const remove = (call: ClientCall, item: Option): Intent => ({ do: 'remove', call, item });

/** An empty list as `data` sends no body: another rule drops it. */
const isDropped = (name: string, value: Value): boolean => name === 'data' && isEmptyList(value);

const WHY: Readonly<Record<LanguageName, string>> = {
  python: 'a TypeError from Starlette 0.21 on: unexpected keyword argument',
  javascript: 'an error of the new client: it knows no such option here',
};

const nameOf = (methods: readonly string[] | undefined): string =>
  methods?.find((method) => BODYLESS.has(method)) ?? 'get';

function convert(call: ClientCall, methods: readonly string[] | undefined, cx: RuleContext): Finding {
  const at = placeOf(call);
  const why = WHY[cx.language];
  const verb = methods?.length === 1 ? `"${nameOf(methods).toUpperCase()}"` : 'METHOD';
  const message = `\`${nameOf(methods)}\` takes no body any more: write \`request(${verb}, ...)\``;
  if (call.hidden.may === 'anything' && call.hidden.positional) {
    return { at, message, why: `${why}; the positional arguments cannot be seen: ${call.hidden.because}` };
  }
  const { callee } = call;
  switch (callee.via) {
    case 'bound':
      return { at, message, why: `${why}; the method is held in a name, which other calls may use` };
    case 'member': {
      const value = text(call.method.name.toUpperCase());
      const fix = safe(
        { do: 'rename', target: call.method, to: 'request' },
        { do: 'prepend-argument', call, value },
      );
      return { at, message, why, fix };
    }
    case 'dynamic':
      return { at, message, ...convertDynamic(call, callee, methods, cx) };
  }
}

function convertDynamic(
  call: ClientCall,
  { span, name }: Extract<Callee, { readonly via: 'dynamic' }>,
  methods: readonly string[] | undefined,
  cx: RuleContext,
): { readonly why: string; readonly fix?: Fix } {
  const why = WHY[cx.language];
  const odd = methods?.find((one) => one === 'request' || !(BODYLESS.has(one) || WITH_BODY.has(one)));
  if (odd !== undefined) return { why: `${why}; the method may also be \`${odd}\`, which is no HTTP method` };
  const intents: readonly Intent[] = [
    { do: 'replace', target: span, with: member(quote(call.receiver), 'request') },
    { do: 'prepend-argument', call, value: verbOf(name, cx) },
  ];
  if (methods || (isVerb(call) && call.receiver.because !== 'subclass'))
    return { why, fix: safe(...intents) };
  const doubt = `which methods \`${cx.text(name)}\` names cannot be seen`;
  return { why: `${why}; ${doubt}`, fix: unsafe(...intents) };
}

function* inspectHidden(
  call: ClientCall,
  methods: readonly string[] | undefined,
  cx: RuleContext,
): Generator<Finding> {
  const at = placeOf(call);
  const hidden = hiddenOptions(call, BODY_OPTIONS);
  if (hidden.length > 0) {
    const message = `\`${nameOf(methods)}\` is given ${listHidden(hidden, cx.spell)} and takes no body any more: write \`request(METHOD, ...)\``;
    yield { at, message, why: `${WHY[cx.language]}; the option is written elsewhere` };
  }
  if (call.hidden.may === 'anything') {
    const message = `cannot see what this \`${nameOf(methods)}\` is given: with a body, write \`request(METHOD, ...)\`, and pass \`${cx.spell('allowRedirects')}\` as \`${cx.spell('followRedirects')}\``;
    yield { at, message, why: `${call.hidden.because}; a body is ${WHY[cx.language]}` };
  }
}

export default toTransform(rule);
