import type { Reporter } from './reporter.ts';
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

const loaders: Readonly<Record<Format, () => Promise<Reporter>>> = {
  text: () => Promise.resolve(text),
  json: async () => (await import('./json/json.ts')).json,
  sarif: async () => (await import('./sarif/sarif.ts')).sarif,
  github: async () => (await import('./github/github.ts')).github,
  gitlab: async () => (await import('./gitlab/gitlab.ts')).gitlab,
  junit: async () => (await import('./junit/junit.ts')).junit,
  markdown: async () => (await import('./markdown/markdown.ts')).markdown,
  html: async () => (await import('./html/html.ts')).htmlReport,
  blob: async () => (await import('./blob/index.ts')).blob,
};

/** Loads what writes a format, by the name that `--format` takes; nothing of it is loaded before. Text is what most runs print. */
export const loadReporter = (format: Format): Promise<Reporter> => loaders[format]();
