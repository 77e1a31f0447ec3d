import type { ValueKind } from '../../core/model/values.ts';

/** Plain data. `literal` is where it is written, when it is a literal. */
export interface Data<Literal> {
  readonly is: 'data';
  readonly kind: ValueKind;
  readonly literal?: Literal;
}

/** Nothing is known, and why. */
export interface Unknown {
  readonly is: 'unknown';
  readonly because: string;
}

export const data = <Literal = never>(kind: ValueKind, literal?: Literal): Data<Literal> => ({
  is: 'data',
  kind,
  ...(literal !== undefined && { literal }),
});

export const unknown = (because: string): Unknown => ({ is: 'unknown', because });

export const none = data('none');

/** Whether a type is the absence of a value: `None`, or `null` and `undefined`. */
export const isNone = (type: { readonly is: string; readonly kind?: unknown }): boolean =>
  type.is === 'data' && type.kind === 'none';
