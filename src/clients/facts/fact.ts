/** A rule that a fact may name, with those that are still to be written. */
type RuleName =
  | 'asgi-transport'
  | 'base-url-path'
  | 'body-to-request'
  | 'client-api'
  | 'cookies-to-client'
  | 'data-to-content'
  | 'dropped-options'
  | 'file-parts'
  | 'follow-redirects'
  | 'form-pairs-to-mapping'
  | 'header-names'
  | 'httpx2-imports'
  | 'json-body'
  | 'json-bytes'
  | 'none-values'
  | 'patched-clients'
  | 'positional-body'
  | 'redirect-default'
  | 'requests-names'
  | 'response-api'
  | 'starlette-1'
  | 'test-dependencies'
  | 'url-query-params'
  | 'websocket-denial';

/** How a difference shows: an exception, a warning, or nothing at all while the behaviour differs. */
export type Kind = 'TypeError' | 'AttributeError' | 'ImportError' | 'error' | 'warning' | 'silent';

/**
 * What a rule does about a difference: a safe fix; a safe fix where `where` is proven, else a finding; at most a finding,
 * where the situation is recognised; nothing, for there is nothing to do.
 */
export type Verdict = 'yes' | 'if' | 'no' | 'none';

/** One difference between the old client and the new one, or something that people expect to differ and does not. */
export interface Fact {
  /** A letter for the subject and a number, used once. A test that shows the fact has it in brackets at the end of its name. */
  readonly id: string;
  readonly what: string;
  /** What happens on the old client: Starlette up to 0.20.4, with requests. */
  readonly old: string;
  /** What happens on the new client: Starlette from 0.21 on, with httpx or httpx2. */
  readonly new: string;
  /** How it shows; empty if nothing fails. */
  readonly kinds: readonly Kind[];
  /** The first version with the new behaviour. */
  readonly since?: string;
  readonly verdict: Verdict;
  /** For `if`: what has to be proven. */
  readonly where?: string;
  /** The rule that acts on it. */
  readonly rule?: RuleName;
  /** What to write instead. */
  readonly rewrite?: string;
  /** Where the libraries' code shows it. */
  readonly source: string;
}

/** The facts about one subject. `source` is that of each fact that names none. */
export interface Section {
  readonly title: string;
  readonly source: string;
  readonly facts: readonly (Omit<Fact, 'source'> & Partial<Pick<Fact, 'source'>>)[];
}
