import { SIZES } from './python/sizes.ts';
import type { Shape } from './shape.ts';

/** All shapes, by what they are about. */
export const SHAPES: readonly Shape[] = [...SIZES];
