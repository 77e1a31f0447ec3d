/** The formats of a report on several repositories. */
export const fleetFormats = ['text', 'json', 'markdown', 'html'] as const;
export type FleetFormat = (typeof fleetFormats)[number];
