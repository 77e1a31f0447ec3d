/**
 * A cheap look at a file before it is parsed. The text may be decoded as Latin-1, whatever the file is encoded in: only
 * ASCII words are looked for.
 */
import type { Settings } from '../../../core/language.ts';
import type { Wanted } from '../../../core/wants.ts';
import { anyOf, isAboutSubjects, lastWord, referenced, type Look } from '../../kernel/shapes.ts';
import { clientNames } from '../inference/clients.ts';
import { placesOf } from './places.ts';

export { linksIn, neighbours } from './links.ts';
export { callsIn } from './places.ts';
export { isMinified } from './minified.ts';
export { isBrought } from './packages.ts';
export { callsValue } from './values.ts';

// What is called something else, `redisClient` or `ShopClient`, is a client only if another file says so.
const NAMED = /(?:test|async)_?client|(?<![A-Za-z\d])(?:test|api|http|async)?_?client(?![A-Za-z\d])/i;

/** Compiles what is looked for, once for all files of a run. */
export function lookFor(wanted: Wanted, settings: Settings): (text: string) => Look {
  const places = placesOf(wanted);
  const { classes, factories } = clientNames(settings);
  const makers = new RegExp(
    anyOf([...classes, ...[...factories].filter((name) => !name.includes('.'))].map(lastWord)),
  );
  const words = [...settings.clients.map(lastWord), ...referenced(wanted)];
  const isAbout = isAboutSubjects(wanted);
  const said = words.length > 0 ? new RegExp(anyOf(words)) : undefined;
  return (text) => {
    const isNamed = NAMED.test(text);
    const brings = makers.test(text) || (isAbout && isNamed);
    return { ...places(text), knows: brings || isNamed || (said?.test(text) ?? false), brings };
  };
}
