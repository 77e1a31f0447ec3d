/**
 * A cheap look at a file before it is parsed. The text may be decoded as Latin-1, whatever the file is encoded in: only
 * ASCII words are looked for.
 */
import { CLIENT_PATHS, RESPONSE_PATHS } from '../../../clients/packages.ts';
import type { Settings } from '../../../core/language.ts';
import type { Wanted } from '../../../core/wants.ts';
import { anyOf, isAboutSubjects, lastWord, referenced, type Look } from '../../kernel/shapes.ts';
import { placesOf } from './places.ts';

export { clientsIn } from './made.ts';
export { callsIn } from './places.ts';
export { importsClient } from './imports.ts';
export { linksIn, neighbours } from './links.ts';
export { speaksOfClients } from './spoken.ts';
export { callsValue } from './values.ts';

/** Known clients by their last name, with the package that one of that name has to come from. */
const KNOWN = CLIENT_PATHS.map((path) => {
  const parts = path.split('.');
  return { name: parts.at(-1)!, from: parts[0]! };
});

/** Whatever is called so is taken for a client if nothing speaks against it. */
const SOUNDS = /TestClient|test_client|["'](?:\w{0,100}_)?client["']/;
const NAMED = /(?<![A-Za-z\d])client\b/;
/** A type of a response, read from its package or imported from it. It makes a response of what it annotates, without a client. */
const RESPONSE = new RegExp(
  RESPONSE_PATHS.map((path) => {
    const [, from = '', name = ''] = /^(.*)\.(\w+)$/.exec(path) ?? [];
    const list = String.raw`(?:[^\n]{0,200}|\([^)]{0,2000})`;
    return String.raw`\b${from}\.${name}\b|\bfrom\s{1,20}${from}\s{1,20}import\b${list}\b${name}\b|\bimport\s{1,20}${from}\s{1,20}as\b[^]{0,100000}?\.${name}\b`;
  }).join('|'),
);

/** Something is put into an attribute or an item of something else than the object itself. */
const KEEPS =
  /(?<!\b(?:self|cls)[\s\\]{0,20})\.[\s\\]{0,20}[\w\x80-\uffff]{1,200}[\s\\]{0,20}(?::[^=\n]{1,200})?=(?!=)|["'][\s\\]{0,20}\][\s\\]{0,20}=(?!=)|\bsetattr[\s\\]{0,20}\(/;

/** Code in a text may call a method of a client. */
const QUOTES = /\b(?:exec|eval)[\s\\]{0,20}\(/;

/** Compiles what is looked for, once for all files of a run. */
export function lookFor(wanted: Wanted, { clients }: Settings): (text: string) => Look {
  const places = placesOf(wanted);
  const words = [...clients.map(lastWord), ...referenced(wanted)];
  const said = words.length > 0 ? new RegExp(anyOf(words)) : undefined;
  // Classes, functions and packages make clients; an object that is one is known by its name alone.
  const makers = clients.filter((name) => /\)$|\b[A-Z]\w*$|^(?!self\b|cls\b)\w+\./.test(name)).map(lastWord);
  const making = makers.length > 0 ? new RegExp(anyOf(makers)) : undefined;
  const isAbout = isAboutSubjects(wanted);
  const isAboutCalls = (wanted.calls ?? []).length > 0;
  return (text) => {
    const isSaid = /[Cc]lient/.test(text);
    const brings =
      (isSaid &&
        (SOUNDS.test(text) || KNOWN.some(({ name, from }) => text.includes(name) && text.includes(from)))) ||
      (isAbout && (NAMED.test(text) || RESPONSE.test(text))) ||
      (making?.test(text) ?? false);
    const knows = brings || (isSaid && NAMED.test(text)) || (said?.test(text) ?? false);
    const { place, holds } = places(text);
    return {
      place: place || (isAboutCalls && ((brings && KEEPS.test(text)) || QUOTES.test(text))),
      holds,
      knows,
      brings,
    };
  };
}
