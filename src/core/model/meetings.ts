import type { Certainty, Library, SubjectKind } from './subjects.ts';

/**
 * What clients have to do with a name of another package: what is annotated with it or tested for it, what it is compared with or
 * given to, and what may raise it where it is caught or expected.
 */
export interface Meeting {
  readonly things: readonly Met[];
  /** Something that is no client's meets it as well, like a response that the package itself made. */
  readonly others: boolean;
}

/** A client, or something that came from one, that meets a name. */
export interface Met {
  readonly is: SubjectKind;
  readonly library: Library;
  readonly certainty: Certainty;
  /** The method that is called on it or the attribute that is read, by its canonical name; `[]` for an item. */
  readonly does?: string;
}
