import { blob } from './blob/index.ts';
import { github } from './github/github.ts';
import { gitlab } from './gitlab/gitlab.ts';
import { htmlReport } from './html/html.ts';
import { json } from './json/json.ts';
import { junit } from './junit/junit.ts';
import { markdown } from './markdown/markdown.ts';
import type { Reporter } from './reporter.ts';
import { sarif } from './sarif/sarif.ts';
import { text } from './text.ts';

export const formats = [
  'text',
  'json',
  'sarif',
  'github',
  'gitlab',
  'junit',
  'markdown',
  'html',
  'blob',
] as const;
export type Format = (typeof formats)[number];

/** By the names that `--format` takes. */
export const reporters: Readonly<Record<Format, Reporter>> = {
  text,
  json,
  sarif,
  github,
  gitlab,
  junit,
  markdown,
  html: htmlReport,
  blob,
};
