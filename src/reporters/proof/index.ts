import type { ProofFormat } from './formats.ts';
import { json } from './json.ts';
import { markdown } from './markdown.ts';
import type { ProofReporter } from './report.ts';
import { text } from './text.ts';

/** By the names that `--format` takes. */
export const proofReporters: Readonly<Record<ProofFormat, ProofReporter>> = { text, json, markdown };
