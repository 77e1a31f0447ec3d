import type { ReceivedRequest } from '../evidence/format.ts';

/** A name that is told as it is, and the digest of a value. */
export type Field = readonly [name: string, value: string];

/** A request that an application received, as a recording tells of it, with its headers in place. */
export interface Received extends Omit<ReceivedRequest, 'headers'> {
  readonly headers: readonly Field[];
}

/** Versions of packages by their names, as a `ProcessLine` has them. */
export type Versions = Readonly<Record<string, string>>;

export const headerOf = ({ headers }: Received, name: string): string | undefined =>
  headers.find(([one]) => one === name)?.[1];

/** The request without the headers that `drop` tells. */
export function withoutHeaders(request: Received, drop: (name: string, value: string) => boolean): Received {
  return { ...request, headers: request.headers.filter(([name, value]) => !drop(name, value)) };
}

export function withoutLength({ length: _, ...request }: Received): Received {
  return request;
}

export function withoutBody({ body: _, ...request }: Received): Received {
  return request;
}
