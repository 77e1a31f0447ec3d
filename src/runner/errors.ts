/** A mistake by the user. The command prints the message and the hint, without a stack, and exits with 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly hint?: string;

  constructor(message: string, hint?: string) {
    super(message);
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
