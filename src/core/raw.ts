import { hiddenOptions, isOnly, mayBe, option, type ClientCall, type Option, type Value } from './model.ts';
import type { RuleContext } from './rule.ts';
import { NEW, OLD } from './wording.ts';

/** What a body may be that is no form. */
export const RAW = ['text', 'bytes', 'buffer', 'stream', 'text-stream'] as const;
/** What `data` is still for, what no client takes, and pairs, which are another rule's. */
export const FIELDS = ['mapping', 'none', 'number', 'boolean', 'pairs'] as const;

export const DATA: ReadonlySet<string> = new Set(['data']);

/** Why a raw body cannot just be renamed to `content`: what to write instead, if something else, and what fails. */
export function obstacleTo(
  call: ClientCall,
  value: Value,
  rival: 'files' | 'json' | undefined,
  cx: RuleContext,
): { readonly message?: string; readonly why: string } | undefined {
  const [before, now] = [OLD[cx.language], NEW[cx.language]];
  if (rival === 'files') {
    const error = cx.language === 'python' ? 'a ValueError' : 'an error';
    const why = `${before} raised ${error}; ${now} sends the raw body and ignores \`files\``;
    return { message: 'raw `data` beside `files`: pass form fields, or one of the two', why };
  }
  if (rival === 'json' && !isSurelyFull(value)) {
    const why = `${before} sent \`json\` where the body is empty; ${now} always sends the body`;
    return { message: 'raw `data` beside `json`: pass only one of the two', why };
  }
  if (hiddenOptions(call, new Set(['content'])).length > 0) {
    return { why: '`content` is given by what is spread into the call as well' };
  }
  if (!mayBe(value, 'text-stream')) return undefined;
  const why = `${now} raises a TypeError: it sends bytes as they come, and encodes only a whole text`;
  return {
    message: 'an iterator or file of text is no body any more: make it bytes, and pass it as `content`',
    why,
  };
}

const isSurelyFull = (value: Value): boolean =>
  isOnly(value, 'stream') || (value.constants?.every((constant) => constant !== '') ?? false);

/** An object of JavaScript may hold a name more than once: what counts is the last, and one that is spread is another's. */
export const isContested = (call: ClientCall, again: readonly Option[]): boolean =>
  again.length > 0 || option(call, 'content') !== undefined || hiddenOptions(call, DATA).length > 0;

/** What is to be said of a contested `data`, if a raw body may be lost over it. */
export function contestOf(call: ClientCall, own: readonly Option[]): string | undefined {
  const isBoth = option(call, 'content') !== undefined;
  const values = [...own.map(({ value }) => value), ...hiddenOptions(call, DATA)];
  const fine = isBoth ? (['none'] as const) : FIELDS;
  if (values.every((value) => isOnly(value, ...fine) && !mayBe(value, 'pairs'))) return undefined;
  return isBoth
    ? '`data` and `content` are both given: pass one of them'
    : '`data` is given more than once: give it once, as an object, or a raw body as `content`';
}
