import { OF_CALLS } from './calls.ts';
import { OF_DOUBLES } from './doubles.ts';
import { OF_ESCAPING } from './escaping.ts';
import { OF_FIXTURES } from './fixtures.ts';
import { OF_FOREIGN } from './foreign.ts';
import { OF_GUARDED } from './guarded.ts';
import { OF_HELD } from './held.ts';
import { OF_INJECTED } from './injected.ts';
import { OF_OVERRIDING } from './overriding.ts';
import { OF_PATCHED } from './patched.ts';
import { OF_REPLACED } from './replaced.ts';
import { OF_SHADOWED } from './shadowed.ts';
import type { Scene } from './scene.ts';

/** Every scene, the plainest first, for they shrink towards it. */
export const SCENES: readonly Scene[] = [
  ...OF_CALLS,
  ...OF_PATCHED,
  ...OF_DOUBLES,
  ...OF_OVERRIDING,
  ...OF_INJECTED,
  ...OF_GUARDED,
  ...OF_SHADOWED,
  ...OF_FIXTURES,
  ...OF_REPLACED,
  ...OF_FOREIGN,
  ...OF_ESCAPING,
  ...OF_HELD,
];
