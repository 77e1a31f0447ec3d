import { rules } from '../../src/registry.ts';
import type { Outcome, Problem } from './execute.ts';
import type { Finding } from './migrate.ts';

/** Why a test of a migrated suite fails, or warns. */
export type Explanation =
  | { readonly kind: 'named'; readonly rule: string }
  /** A rule that is still to be written would have changed or reported it. */
  | { readonly kind: 'open'; readonly rule: string }
  | { readonly kind: 'unexplained' };

interface Cause {
  readonly text: RegExp;
  /** One of these has to say something. */
  readonly rules: readonly string[];
}

/** What the words of an exception tell. Plain assertions tell nothing; there, any finding in the way will do. */
const CAUSES: readonly Cause[] = [
  { text: /^GET .*: query .*=(?:True|False)\b.* became .*=(?:true|false)\b/, rules: ['none-values'] },
  {
    text: /: path "[^"]*" became "/,
    rules: ['base-url-path', 'redirect-default', 'follow-redirects'],
  },
  { text: /\ballow_redirects\b/, rules: ['follow-redirects'] },
  { text: /Use 'content=<\.\.\.>'/, rules: ['data-to-content', 'form-pairs-to-mapping'] },
  { text: /expected a bytes-like object, tuple found/, rules: ['form-pairs-to-mapping'] },
  { text: /expected a bytes-like object, (?:int|str) found/, rules: ['data-to-content'] },
  { text: /unexpected keyword argument '(?:json|data|files|content)'/, rules: ['body-to-request'] },
  { text: /takes \d positional arguments? but \d/, rules: ['positional-body'] },
  { text: /'app' shortcut|unexpected keyword argument 'app'/, rules: ['asgi-transport'] },
  { text: /Setting per-request cookies/, rules: ['cookies-to-client'] },
  { text: /Out of range float values are not JSON compliant/, rules: ['json-bytes'] },
  { text: /^UnicodeEncodeError: 'ascii' codec/, rules: ['cookies-to-client'] },
  { text: /unexpected keyword argument '(?:verify|cert|proxies|stream|hooks)'/, rules: ['dropped-options'] },
  { text: /should not use the 'timeout' argument/, rules: ['dropped-options'] },
  { text: /'(?:Cookies|URL)' object has no attribute/, rules: ['client-api', 'response-api'] },
  { text: /'(?:Keys|Values|Items)View' object/, rules: ['client-api'] },
  { text: /Cookies\.set\(\) got an unexpected keyword/, rules: ['client-api'] },
  {
    text: /QueryParams' object does not support|Headers\.update\(\) got an unexpected/,
    rules: ['client-api'],
  },
  {
    text: /unexpected keyword argument 'proxies'|`(?:verify|cert)=/,
    rules: ['asgi-transport', 'dropped-options'],
  },
  {
    text: /'(?:Response|URL|Cookies)' object (?:has no attribute|is not iterable|does not support the context)/,
    rules: ['response-api'],
  },
  { text: /argument of type 'URL' is not iterable/, rules: ['response-api'] },
  { text: /module 'starlette\.testclient' has no attribute/, rules: ['client-api'] },
  { text: /'TestClient' object has no attribute|QueryParams are immutable/, rules: ['client-api'] },
  {
    text: /\b(?:httpx2?)\.(?:HTTPStatusError|TooManyRedirects|DecodingError|CookieConflict):/,
    rules: ['requests-names'],
  },
  {
    text: /Multipart file uploads (?:must be|require)|object has no attribute 'read'/,
    rules: ['file-parts'],
  },
  {
    text: /\bassert 'upload' ==|filename=\\+"upload|bytes-like object got: <class 'str'>/,
    rules: ['file-parts'],
  },
];

const EXISTING: ReadonlySet<string> = new Set(rules.map(({ name }) => name));

/** Whether a rule is still to be written. */
export const isOpen = (rule: string, existing = EXISTING): boolean => !existing.has(rule);

/** The rule, still to be written, that words ask for. */
export const openRule = (words: string, existing = EXISTING): string | undefined =>
  CAUSES.find(({ text }) => text.test(words))?.rules.find((rule) => isOpen(rule, existing));

/**
 * Explains the failure of a test of a migrated suite: by a finding in one of the functions that the exception passed
 * through, of the rule that its words ask for.
 */
export function explain(
  { problem }: Outcome,
  findings: readonly Finding[],
  existing = EXISTING,
): Explanation {
  if (problem === null) return { kind: 'unexplained' };
  const words = `${problem.type}: ${problem.message}`;
  const cause = CAUSES.find(({ text }) => text.test(words));
  const near = findings.filter((finding) => isPassed(finding, problem));
  const named = near.find(({ rule }) => !cause || cause.rules.includes(rule));
  if (named) return { kind: 'named', rule: named.rule };
  const open = openRule(words, existing);
  return open ? { kind: 'open', rule: open } : { kind: 'unexplained' };
}

const isPassed = ({ file, line }: Finding, { frames }: Problem): boolean =>
  frames.some((frame) => frame.file === file && frame.first <= line && line <= frame.last);
