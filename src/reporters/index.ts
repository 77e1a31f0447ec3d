import { json } from './json.ts';
import type { Reporter } from './reporter.ts';
import { text } from './text.ts';

export const formats = ['text', 'json'] as const;
export type Format = (typeof formats)[number];

/** By the names that `--format` takes. */
export const reporters: Readonly<Record<Format, Reporter>> = { text, json };
