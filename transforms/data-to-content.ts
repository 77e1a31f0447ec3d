import { isEmptyList, mayRequest, methodsOf, placeOf, rivalOf, WITH_BODY } from '../src/core/bodies.ts';
import { reportHidden } from '../src/core/hidden.ts';
import { hiddenOptions, isOnly, mayBe, option, type ClientCall, type Option } from '../src/core/model.ts';
import {
  call as callOf,
  defineRule,
  name,
  quote,
  safe,
  unsafe,
  type Finding,
  type Fix,
  type LanguageName,
  type RuleContext,
} from '../src/core/rule.ts';
import { contestOf, DATA, FIELDS, isContested, obstacleTo, RAW } from '../src/core/raw.ts';
import { NEW, OLD } from '../src/core/wording.ts';
import { toTransform } from '../src/jscodeshift.ts';

/**
 * What changed - httpx takes form fields as `data` and a raw body, text or bytes, as `content`; requests took both as
 * `data`.
 * Why it breaks - A raw body in `data` is a DeprecationWarning ("Use 'content=<...>' to upload raw bytes/text content").
 * It also makes httpx ignore `json` and `files`, without a word, and a bytearray or memoryview is a TypeError.
 * Fix safety - `safe`: the application receives the same bytes. In JavaScript bytes are a `Buffer`, a typed array and an
 * `ArrayBuffer`. An empty body beside `json` or `files`, which used to
 * lose to them, is dropped, and so is an empty list.
 * Where only some of the paths to a value are known to be raw, it is `unsafe`: form fields would fail as `content`.
 * Not handled - A value that may be raw or form fields, or that cannot be seen, is reported with what is known of it.
 * Text beside `files` was a ValueError and is left; an iterator of text has to yield bytes first.
 */
export const rule = defineRule({
  name: 'data-to-content',
  summary: 'Pass a raw body, text or bytes, as `content` instead of `data`.',
  safety: 'safe',
  *call(call, cx) {
    if (!mayRequest(call)) return;
    const [data, ...again] = call.options.filter(({ key }) => key.name === 'data');
    if (data && cx.language === 'javascript' && isContested(call, again)) {
      const message = contestOf(call, [data, ...again]);
      if (message !== undefined) yield { at: (again.at(-1) ?? data).key, message, why: WHY.javascript };
      return;
    }
    if (option(call, 'content')) return;
    const found = data && inspect(call, data, cx);
    if (found) yield found;
    yield* inspectHidden(call, found, cx);
  },
  *mention({ in: place, option: { key, value } }) {
    if (place === 'type' || key.name !== 'data' || !isOnly(value, ...RAW)) return;
    const message = 'a client is expected to be called with a raw body as `data`: expect `content`';
    yield { at: key, message, why: 'the calls pass it as `content`, wherever they stand' };
  },
});

function* inspectHidden(call: ClientCall, found: Finding | undefined, cx: RuleContext): Generator<Finding> {
  const hidden = hiddenOptions(call, DATA).filter((one) => !isOnly(one, ...FIELDS));
  const advice = ': if that is raw text or bytes, pass it as `content` there';
  yield* reportHidden(call, hidden, { advice, why: WHY[cx.language] }, cx);
  // A method that takes no body is looked at by `body-to-request`, and hidden positional arguments by `positional-body`.
  const { hidden: unseen } = call;
  const isOthers = unseen.may === 'anything' && unseen.positional && cx.language === 'python';
  // Python takes no option twice; in JavaScript what is spread may hold another `data`.
  const isGiven = option(call, 'data') !== undefined && (cx.language === 'python' || found !== undefined);
  if (unseen.may !== 'anything' || isOthers || isGiven || !mayTakeBody(call)) return;
  const message = `cannot see what this call is given: pass a raw body as \`content\`, and \`${cx.spell('allowRedirects')}\` as \`${cx.spell('followRedirects')}\``;
  yield { at: placeOf(call), message, why: `${unseen.because}; ${WHY[cx.language]}` };
}

const mayTakeBody = (call: ClientCall): boolean =>
  methodsOf(call)?.some((method) => WITH_BODY.has(method)) ?? true;

const WHY: Readonly<Record<LanguageName, string>> = {
  python: 'httpx warns of a raw body in `data`, and ignores `json` and `files` beside it',
  javascript: 'the new client takes `data` for the fields of a form',
};

function inspect(call: ClientCall, data: Option, cx: RuleContext): Finding | undefined {
  const { value } = data;
  if (isEmptyList(value)) {
    const message = 'an empty list as `data` sends nothing: drop it';
    const why = `${NEW[cx.language]} sends a chunked body and ignores \`json\` and \`files\``;
    return { at: data.key, message, why, ...(!data.covers && { fix: drop(call, data) }) };
  }
  if (isOnly(value, ...FIELDS)) return undefined;
  return isOnly(value, ...RAW, 'none') ? inspectRaw(call, data, cx) : undecided(data, cx);
}

function inspectRaw(call: ClientCall, data: Option, cx: RuleContext): Finding {
  const { key: at, value } = data;
  const rival = rivalOf(call, cx);
  if (value.empty && (rival || call.hidden.may === 'anything' || data.place === 'spread')) {
    const message = `an empty body${rival ? ` beside \`${rival}\`` : ''} sends nothing: drop it`;
    const why = `${NEW[cx.language]} ignores \`${rival ?? 'json'}\` beside it, where ${OLD[cx.language]} ignored the empty body`;
    return { at, message, why, ...(value.inert && !data.covers && { fix: drop(call, data) }) };
  }
  const obstacle = obstacleTo(call, value, rival, cx);
  if (obstacle) {
    const { message = RAW_MESSAGE, why } = obstacle;
    return { at, message, why: message === RAW_MESSAGE ? `${WHY[cx.language]}; ${why}` : why };
  }
  // What is one in JavaScript is bytes to any client.
  if (cx.language === 'python' && mayBe(value, 'buffer')) return inspectBuffer(data);
  const reason = WHY[cx.language];
  const rename = { do: 'rename', target: at, to: 'content' } as const;
  if (!data.overruled) return { at, message: RAW_MESSAGE, why: reason, fix: safe(rename) };
  const doubt = `${reason}; what is spread behind it cannot be seen, and \`content\` would win over form fields in it`;
  return { at, message: RAW_MESSAGE, why: doubt, fix: unsafe(rename) };
}

const RAW_MESSAGE = 'a raw body is passed as `content`, not `data`: rename the option';

function inspectBuffer({ key, value }: Option): Finding {
  const message = 'a bytearray or memoryview is no body any more: write `content=bytes(...)`';
  const why = 'httpx raises a TypeError: it iterates over it and meets numbers';
  if (!isOnly(value, 'buffer', 'bytes'))
    return { at: key, message, why: `${why}; this may be something else as well` };
  const fix = safe(
    { do: 'rename', target: key, to: 'content' },
    { do: 'replace', target: value, with: callOf(name('bytes'), [quote(value)]) },
  );
  return { at: key, message, why, fix };
}

function undecided({ key, value }: Option, cx: RuleContext): Finding {
  const why = value.because ? `${value.because}; ${WHY[cx.language]}` : WHY[cx.language];
  if (isOnly(value, 'text', 'bytes', 'unknown', 'none') && mayBe(value, 'text', 'bytes')) {
    const message = '`data` seems to be raw text or bytes: if it always is, pass it as `content`';
    return { at: key, message, why, fix: unsafe({ do: 'rename', target: key, to: 'content' }) };
  }
  const message = mayBe(value, 'unknown')
    ? 'cannot tell what `data` is here: if it is raw text or bytes, pass it as `content`'
    : mayBe(value, ...RAW)
      ? '`data` is raw here at one time and form fields at another: pass the raw body as `content`'
      : '`data` takes a mapping of form fields: pass one, or a raw body as `content`';
  return { at: value, message, why };
}

const drop = (call: ClientCall, item: Option): Fix => safe({ do: 'remove', call, item });

export default toTransform(rule);
