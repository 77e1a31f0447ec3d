import { isOnly, textsOf, type Value } from '../../core/model/values.ts';
import { call, member, name, quote, type Expr } from '../../core/rule.ts';
import { beforeDot } from './source.ts';

/** What has to be written for the value of a header. */
export interface HeaderSpelling {
  readonly change: 'noneHeader' | 'headerType' | 'headerText';
  readonly advice: string;
  /** `gone`: it has to go, with its key. */
  readonly becomes: Expr | 'gone';
}

/** Undefined where httpx takes the value as it is, or nothing shows that it does not. `code`: its source text. */
export function headerSpelling(value: Value, code: string): HeaderSpelling | undefined {
  if (isOnly(value, 'none'))
    return {
      change: 'noneHeader',
      advice:
        'a header cannot be `None`: remove the key, and `pop` it from `client.headers` if the client has it',
      becomes: 'gone',
    };
  if (isOnly(value, 'number', 'boolean'))
    return {
      change: 'headerType',
      advice: `a header has to be text: write \`str(${code})\``,
      becomes: call(name('str'), [quote(value)]),
    };
  const isForeign = isOnly(value, 'text') && textsOf(value)?.some((one) => /[^\0-\x7F]/.test(one));
  return isForeign
    ? {
        change: 'headerText',
        advice: `a header has to be ASCII or bytes: write \`${beforeDot(value, code)}.encode()\``,
        becomes: call(member(quote(value), 'encode'), []),
      }
    : undefined;
}
