import { CLIENT_PACKAGES, isOtherFramework } from '../../../clients/packages.ts';
import { anyOf } from '../../kernel/shapes.ts';

const WORDS = new RegExp(String.raw`\b${anyOf(CLIENT_PACKAGES)}\b`);
/** A class of another name, which a package of the user's may have made from one of them. */
const ALIKE = /\w{1,200}TestClient/;
/** Imports at the beginning of a line, with the first package of each. */
const IMPORTS = /^(?:from|import)[ \t]{1,20}([A-Za-z_]\w{0,100})/gm;

/**
 * Whether a text has one of the words of which one stands in every project with a client. In a file that works with another
 * framework, what is only called like a test client is that framework's.
 */
export function speaksOfClients(text: string): boolean {
  if (WORDS.test(text)) return true;
  return (
    ALIKE.test(text) && !Array.from(text.matchAll(IMPORTS)).some(([, name = '']) => isOtherFramework(name))
  );
}
