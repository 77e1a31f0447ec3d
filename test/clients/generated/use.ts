import type { Piece } from './piece.ts';

/**
 * What a test makes of a response. `$` stands for the call, `CLIENT` for the client, `STATUS` for the status that the old client sees, `§` for the
 * number of the call.
 */
export interface Use {
  readonly name: string;
  readonly lines: readonly string[];
  readonly needs?: Omit<Piece, 'code'>;
  /** Only in a method of `unittest.TestCase`. */
  readonly unittest?: boolean;
  /** Needs parameters of a pytest function. */
  readonly pytest?: boolean;
}

export const use = (name: string, ...lines: readonly string[]): Use => ({ name, lines });
export const asserted = (name: string, ...checks: readonly string[]): Use =>
  use(
    name,
    'response_§ = $',
    ...checks.map((check) => `assert ${check.replaceAll('RESPONSE', 'response_§')}`),
  );
