/**
 * A mistake by the user. The command prints the message and the hint, without a stack, and exits with 2. A message of several lines is
 * given as such: a line end inside of one is part of a name.
 */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly lines: readonly string[];
  readonly hint?: string;

  constructor(message: string | readonly string[], hint?: string) {
    const lines = typeof message === 'string' ? [message] : message;
    super(lines.join('\n'));
    this.lines = lines;
    if (hint !== undefined) this.hint = hint;
  }
}

/** The message of an error, or the text of whatever else was thrown. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The message of a Node error without the call and the absolute path that failed: "EACCES: permission denied". */
export const reasonOf = (error: unknown): string =>
  codeOf(error) === undefined ? messageOf(error) : messageOf(error).replace(/, \w+(?: '[^]*')?$/, '');

/** The code of a Node error, such as `ENOENT`. */
export const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;
