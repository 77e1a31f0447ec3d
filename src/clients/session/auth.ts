import type { Value } from '../../core/model/values.ts';
import { safe, text, type Finding, type RuleContext } from '../../core/rule.ts';
import { effectOf } from '../changes/changes.ts';

/** `("ines", 1234)`: a name and a password that is no text. */
const UNTEXTUAL = /^(\(\s*[^()]+?,\s*)(\d+|None)\s*,?\s*\)$/;

/** Credentials with a password that is no text, which requests made one. */
export function authFinding(value: Value, cx: RuleContext): Finding | undefined {
  const [, before = '', password] = UNTEXTUAL.exec(cx.text(value)) ?? [];
  if (password === undefined) return undefined;
  const start = value.start + before.length;
  const at = { start, end: start + password.length };
  return {
    at,
    message: `a password is a text now: write \`"${password}"\``,
    ...effectOf('password', cx),
    fix: safe({ do: 'replace', target: at, with: text(password) }),
  };
}
