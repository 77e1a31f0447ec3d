import type { Span } from '../text.ts';

/** What the sites of a rule are about: a client, or something that was read from a client or a response. */
export type SubjectKind = 'client' | 'response' | 'cookies' | 'headers' | 'url' | 'request';

/**
 * Whose client it is. `test-client`: a framework's, built on requests once and on httpx now. `httpx`: httpx's own, which
 * never changed its interface and, since httpx 0.20, follows redirects only where it is told to.
 */
export type Library = 'test-client' | 'httpx';

/** `mixed`: a client on one path, something else on another. Nothing is edited then. */
export type Certainty = 'proven' | 'likely' | 'mixed';

/** An expression that is a client, or something that came from one, and how sure that is. */
export interface Subject extends Span {
  readonly is: SubjectKind;
  /** The source text of the expression. */
  readonly text: string;
  readonly certainty: Certainty;
  /** The evidence for it. */
  readonly because: Evidence;
  readonly library: Library;
  /** Of what its name alone speaks for: what `--client` takes for proof, where that is not the text of the expression. */
  readonly hint?: string;
  /** The method that is called on it is replaced here, by a mock or a function, so that it is `mixed`: how sure it is without that. */
  readonly replaced?: Certainty;
  /** What may decide in its place what the method does, so that it is `mixed`: a sentence without its end. */
  readonly mixedBy?: string;
  /** What cookies, headers, a URL or a request were read from. */
  readonly of?: 'client' | 'response' | 'request';
}

export type Evidence =
  | 'constructed'
  | 'annotated'
  | 'fixture'
  | 'factory'
  | 'imported'
  | 'caller'
  | 'subclass'
  | 'typed'
  | 'configured'
  | 'injected'
  /** Nothing but a recorded run shows it. */
  | 'seen'
  | 'named';
