import { JS_FLOWS } from './javascript/flows.ts';
import { JS_PROJECTS } from './javascript/projects.ts';
import { JS_SIZES } from './javascript/sizes.ts';
import { CLASSES } from './python/classes.ts';
import { FLOWS } from './python/flows.ts';
import { PROJECTS } from './python/projects.ts';
import { SIZES } from './python/sizes.ts';
import { TEXTS } from './python/texts.ts';
import type { Shape } from './shape.ts';

/** All shapes, by what they are about. */
export const SHAPES: readonly Shape[] = [
  ...SIZES,
  ...TEXTS,
  ...FLOWS,
  ...CLASSES,
  ...PROJECTS,
  ...JS_SIZES,
  ...JS_FLOWS,
  ...JS_PROJECTS,
];
