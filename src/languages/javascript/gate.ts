/**
 * A cheap look at a file before it is parsed. The text may be decoded as Latin-1, whatever the file is encoded in:
 * only ASCII words are looked for, and names are compared with names that were decoded in the same way.
 */

// A method may be held in a name before it is called; `get`, which every other object has, is not looked for then.
const CALL =
  /\.\s{0,200}(?:(?:get|request)\s{0,20}(?:[(<]|\?\.)|(?:options|head|delete|post|put|patch)\b)|\[\s{0,20}["'`](?:get|request|options|head|delete|post|put|patch)["'`]\s{0,20}\]|\]\s{0,20}(?:\?\.)?\(|\ballowRedirects\b/;

// What is called something else, `redisClient` or `ShopClient`, is a client only if another file says so.
const CLIENT =
  /(?:test|async)_?client|(?<![A-Za-z\d])(?:test|api|http|async)?_?client(?![A-Za-z\d])|allowRedirects/i;

/** Whether the text can hold anything to migrate. */
export const hasCall = (text: string): boolean => CALL.test(text);

/** Whether the text can know of a client without being told by another file. */
export const hasClient = (text: string): boolean => CLIENT.test(text);

// Every repetition is bounded: one line of a generated file may hold megabytes.
const NAME = '[A-Za-z_$\\x80-\\uffff][\\w$\\x80-\\uffff]{0,100}';
const DECLARATION = new RegExp(
  `\\b(?:const|let|var|function|class|interface|type|enum|namespace)[\\s*]{1,20}(${NAME})`,
  'g',
);
const EXPORTED = /\b(?:export|exports\s{0,5}=)\s{0,20}(?:type\s{1,20})?\{([^{}]{0,5000})\}/g;
const ASSIGNED = new RegExp(`\\.(${NAME})\\s{0,20}=(?!=)`, 'g');
/** Keys of objects, fields of classes and the names a pattern takes out. */
const KEYED = new RegExp(
  `(?:^|[{,;(])\\s{0,200}(?:(?:readonly|private|protected|public|static|async|get)\\s{1,5}){0,3}#?(${NAME})[!?]?\\s{0,5}[:=(,}]`,
  'gm',
);

/** Nobody reaches a client through these by name. */
const COMMON = new Set(
  (
    'get post put patch delete head request fetch send open close query find update create remove add set has map filter ' +
    'test it describe before after beforeEach afterEach beforeAll afterAll expect context app server url path options ' +
    'data body json headers name id key value type text status method params response request result error fn cb ' +
    'constructor default this self if for while switch catch return function const let var new async await use i x'
  ).split(' '),
);

const HANDS_ON = /\bexport\b|\bexports\b/;

const captures = (text: string, pattern: RegExp): string[] =>
  Array.from(text.matchAll(pattern), (match) => match[1] ?? '');

/** Names a file may hand to others as a client, or as a thing that carries one. */
export const provides = (text: string, path: string): readonly string[] =>
  hasClient(text) ? names(text, path) : [];

/** Names a file hands on that may carry a client as soon as the file mentions one that does. */
export const carries = (text: string, path: string): readonly string[] => names(text, path);

function names(text: string, path: string): readonly string[] {
  if (!HANDS_ON.test(text)) return [];
  const listed = captures(text, EXPORTED).flatMap((list) => list.match(new RegExp(NAME, 'g')) ?? []);
  const all = [
    ...captures(text, DECLARATION),
    ...captures(text, ASSIGNED),
    ...captures(text, KEYED),
    ...listed,
    // A default, or all of it, is called anything; its file is named where it is imported.
    ...fileWords(path),
  ];
  return [...new Set(all)].filter((name) => !COMMON.has(name) && name.length > 1);
}

/** The longest word of the name of a file, or of its folder where it is an index: `setup` of `test/set-up/setup.ts`. */
function fileWords(path: string): readonly string[] {
  const parts = path
    .replaceAll('\\', '/')
    .replace(/(?:\/index)?(?:\.\w+)+$/, '')
    .split('/');
  const words = (parts.at(-1) ?? '').match(/\w+/g) ?? [];
  return words.toSorted((a, b) => b.length - a.length).slice(0, 1);
}
