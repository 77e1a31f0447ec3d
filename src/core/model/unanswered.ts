import type { Document } from '../language.ts';
import { noAddresses } from './addresses.ts';
import { unknownUse } from './client-use.ts';
import { unrouted } from '../routes.ts';
import { noSuite } from '../suite.ts';
import { untraced } from '../trace.ts';

/** A text of which nothing is known: one that does not parse, or one in a language that has no answers to most questions. */
export const unanswered: Document = {
  sites: [],
  comments: [],
  trace: () => untraced,
  route: () => unrouted,
  clientUse: () => unknownUse,
  bodyText: () => [],
  addresses: () => noAddresses,
  suite: () => noSuite,
  lower: () => undefined,
};
