import type { RuleContext } from '../../core/rule.ts';
import type { Span } from '../../core/text.ts';

/** An expression in a message: as it is written where that is short, else a name for it. */
export function shown(span: Span, cx: RuleContext, otherwise = 'response'): string {
  const text = cx.text(span);
  if (text.length > MAX_LENGTH || /[\r\n`]/.test(text)) return otherwise;
  return /^await\b/.test(text) ? `(${text})` : text;
}

const MAX_LENGTH = 50;

/** Whether new code may hold an expression twice: a name, or an attribute of one. */
export const isRepeatable = (span: Span, cx: RuleContext): boolean =>
  /^[^\W\d]\w*(?:\.[^\W\d]\w*)*$/u.test(cx.text(span));
