import { fleetHtml } from './html.ts';
import { fleetJson } from './json.ts';
import { fleetMarkdown } from './markdown.ts';
import type { FleetReporter } from './reporter.ts';
import { fleetText } from './text.ts';

/** The formats of a report on several repositories. */
export const fleetFormats = ['text', 'json', 'markdown', 'html'] as const;
export type FleetFormat = (typeof fleetFormats)[number];

export const fleetReporters: Readonly<Record<FleetFormat, FleetReporter>> = {
  text: fleetText,
  json: fleetJson,
  markdown: fleetMarkdown,
  html: fleetHtml,
};
