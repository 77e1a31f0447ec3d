import type { FleetFormat } from './formats.ts';
import { fleetHtml } from './html.ts';
import { fleetJson } from './json.ts';
import { fleetMarkdown } from './markdown.ts';
import type { FleetReporter } from './reporter.ts';
import { fleetText } from './text.ts';

export const fleetReporters: Readonly<Record<FleetFormat, FleetReporter>> = {
  text: fleetText,
  json: fleetJson,
  markdown: fleetMarkdown,
  html: fleetHtml,
};
