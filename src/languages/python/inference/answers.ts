import type { Answers } from './analysis.ts';
import { inferAnnotation } from './annotations.ts';
import { classMemberOf } from './classes/attributes.ts';
import { infer } from './infer.ts';
import { inferBinding } from './names/names.ts';

/** The answer to each question of an analysis. This is the one file that knows every part of the inference. */
export const answers: Answers = { infer, inferAnnotation, inferBinding, classMemberOf };
