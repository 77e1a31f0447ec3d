/**
 * A cheap look at a file before it is parsed. The text may be decoded as Latin-1, whatever the file is encoded in:
 * only ASCII words are looked for, and names are compared with names that were decoded in the same way.
 */

// A method may be held in a name before it is called; one that is spelt like those of every other object is not looked for.
const CALL =
  /\.[\s\\]*(?:(?:get|request|send|websocket_connect)[\s\\]*\(|(?:options|head|delete|post|put|patch)\b)|\b(?:getattr|partial|submit|to_thread)[\s\\]*\(|\ballow_redirects\b/;

// A client of httpx is made, by its own name or by that of a class derived from it; or an application is passed by name,
// which it is not at the beginning of a line.
const CONSTRUCTION = /\bAsyncClient\b|\bClient[\s\\]*\(|(?<=[^\r\n])\bapp[\s\\]*=(?!=)|["']app["']/;

/** Whether the text can hold anything to migrate. */
export const hasCall = (text: string): boolean => CALL.test(text) || CONSTRUCTION.test(text);

/** Whether the text can know of a client without being told by another file. */
export const hasClient = (text: string): boolean => /client/i.test(text);

// Every repetition is bounded: one line of a generated file may hold megabytes.
const NAME = '[A-Za-z_\\x80-\\uffff][\\w\\x80-\\uffff]*';
const NAMES = new RegExp(NAME, 'g');
const DEFINITION = new RegExp(`^[ \\t]*(?:async[ \\t]+)?(?:def|class)[ \\t]+(${NAME})`, 'gm');
/** The function a fixture decorator stands over; its name may well begin with `test_`. */
const FIXTURE = new RegExp(`\\bfixture\\b(?:(?!\\bdef\\b)[^]){0,1000}?\\bdef[ \\t]+(${NAME})`, 'g');
const FIXTURE_NAME = /\bfixture\s*\([^()]{0,500}?\bname\s*=\s*["']([^"'\n]{1,100})["']/g;
const CLIENT_CALL = /client\w{0,100}\s{0,10}\(/gi;
/** A client's class under a name of the importer's. */
const RENAMED = new RegExp(`client[ \\t]{1,20}as[ \\t]{1,20}(${NAME})`, 'gi');
const MANAGED = new RegExp(`\\)\\s{1,20}as\\s{1,20}\\(?(${NAME})`);

/** Nobody reaches a client through these by name. */
const COMMON = new Set(
  'setUp tearDown setUpClass tearDownClass asyncSetUp asyncTearDown setup_method main self cls if while'.split(
    ' ',
  ),
);

const captures = (text: string, pattern: RegExp): string[] =>
  Array.from(text.matchAll(pattern), (match) => match[1] ?? '');

/** Names a file may hand to others as a client, or as a thing that carries one. */
export function provides(text: string): readonly string[] {
  if (
    !/testclient|asyncclient|test_client|\bhttpx2?\.Client\b|\bfrom httpx2? import\b/i.test(text) &&
    !(isFixtureFile(text) && hasClient(text))
  )
    return [];
  const definitions = captures(text, DEFINITION).filter((name) => !name.startsWith('test_'));
  return distinct([...definitions, ...carries(text), ...bound(text), ...captures(text, RENAMED)]);
}

/** Names and attributes that the result of a call is bound to where the name of what is called holds `client`. */
function bound(text: string): readonly string[] {
  return Array.from(text.matchAll(CLIENT_CALL)).flatMap(({ index, 0: call }) => {
    const before = text.slice(Math.max(0, index - 200), index).replace(/[(\\][ \t]*\r?\n[ \t]*/g, '');
    const targets = before.slice(before.lastIndexOf('\n') + 1).split(/(?<![=!<>])=(?!=)/);
    const managed = MANAGED.exec(text.slice(index + call.length, index + call.length + 300))?.[1];
    return [
      ...targets.slice(0, -1).flatMap((target) => target.match(NAMES) ?? []),
      ...(managed ? [managed] : []),
    ];
  });
}

/** Names a file hands on that may carry a client as soon as the file mentions one that does: its fixtures. */
export function carries(text: string): readonly string[] {
  if (!isFixtureFile(text)) return [];
  return distinct([...captures(text, FIXTURE), ...captures(text, FIXTURE_NAME)]);
}

const isFixtureFile = (text: string): boolean => /\bfixture\b/.test(text);

const distinct = (names: readonly string[]): readonly string[] =>
  [...new Set(names)].filter((name) => !COMMON.has(name) && !/^__\w+__$/.test(name));
