import type { SubjectKind } from '../../../core/model/subjects.ts';
import type { Wanted } from '../../../core/wants.ts';
import { anyOf, referenced } from '../../kernel/shapes.ts';

/** An expression by which a client, a response or what came from one may be used; only its end matters. */
const OPERAND = String.raw`(?:await\s{1,20})?[\w.\x80-\uffff]{1,200}(?:[ \t]{0,20}[([]|[ \t]{0,20}(?:[:,;#)\]}\r\n]|$|(?:and|or|if|else|for)\b))`;

/** Places of everything that is no call, construction or mention: what is read from a response, its truth, and so on. */
export function subjectPlaces(wanted: Wanted, spell: (name: string) => string): readonly Test[] {
  const {
    withArguments = [],
    reads = {},
    stores = {},
    truths = [],
    iterations = [],
    enters = [],
    takings = {},
  } = wanted;
  const patterns: string[] = [];
  if (Object.values(stores).flat().includes('[]')) patterns.push(String.raw`\]`);
  if (truths.length > 0)
    patterns.push(
      String.raw`\b(?:if|elif|while|assert|not|and|or|(?:bool|[aA]ssert(?:True|False|_)|fail(?:Unless|If))[ \t]{0,20}\()(?:[\s(\\]|#[^\n]{0,300}\n){0,100}(?:[[{]|${OPERAND})`,
      String.raw`[\w)\]}]\s{1,20}(?:and|or)\b`,
      String.raw`\b(?:all|any)\s{0,20}\(|\bfilter\s{0,20}\(\s{0,20}None\b`,
    );
  // A target that is unpacked, an item, a starred argument, and whatever iterates over its arguments.
  const anyIterated = iterations.some((kind) => SAYS[kind] === undefined);
  if (anyIterated) patterns.push(ITERATED);
  if (enters.length > 0) patterns.push(String.raw`\bwith\b|\benter\w{0,20}[cC]ontext\b`);
  const takers = Object.values(takings).flat();
  if (takers.length > 0) patterns.push(takenBy(takers));
  if (takers.includes('dumps')) patterns.push(String.raw`\bjson\s{0,20}=(?!=)`);
  if (referenced(wanted).length > 0) patterns.push(String.raw`\b${anyOf(referenced(wanted))}\b`);
  if (wanted.definitions) patterns.push(String.raw`\bclass\b|\btype\s{0,20}\(`);
  const { overrides = [] } = wanted;
  if (overrides.length > 0) patterns.push(overridden(overrides.map(spell)));
  return [
    ...patterns.map(testOf),
    ...[...Object.entries(reads), ...Object.entries(stores)].flatMap(([kind, names]) =>
      names.some((one) => one !== '[]')
        ? [attributesOf(kind as SubjectKind, names, withArguments, spell)]
        : [],
    ),
    ...iterations.flatMap((kind) => {
      const word = SAYS[kind];
      return word === undefined || anyIterated ? [] : [both(word, ITERATED)];
    }),
  ];
}

/** Functions and operators; an item is taken of anything that has a name, or is called. */
const takenBy = (names: readonly string[]): string =>
  names
    .map((name) =>
      name === '[]' ? String.raw`[\w)\]}]\[` : /\w/.test(name) ? String.raw`\b${name}\b` : `\\${name}`,
    )
    .join('|');

type Test = (text: string) => boolean;

function testOf(source: string): Test {
  const pattern = new RegExp(source, 'm');
  return (text) => pattern.test(text);
}

function both(first: string, second: string): Test {
  const [one, other] = [testOf(first), testOf(second)];
  return (text) => one(text) && other(text);
}

/** Their methods are called as those of any dictionary, so that a file has to say what they are of. */
const SAYS: Readonly<Partial<Record<SubjectKind, string>>> = {
  cookies: '[cC]ookies|[jJ]ar',
  headers: '[hH]eaders',
};

const ITERATED = String.raw`\bfor\b|\byield\b|[*=(]`;

/** What is read of a subject, or stored in one, after a dot; `filled`: what is to be called with an argument. */
function attributesOf(
  kind: SubjectKind,
  names: readonly string[],
  filled: readonly string[],
  spell: (name: string) => string,
): Test {
  const attributes = names.filter((one) => one !== '[]');
  const name = anyOf(new Set(attributes.map(spell)));
  const plain = anyOf(new Set(attributes.filter((one) => !filled.includes(one)).map(spell)));
  const called = anyOf(new Set(attributes.filter((one) => filled.includes(one)).map(spell)));
  const gap = String.raw`(?:[\s\\]|#[^\n]{0,300}\n){0,200}`;
  const read = String.raw`\.${gap}(?:${plain}\b|${called}\b${gap}\(${gap}[^)\s\\#])|\bgetattr\b[^"']{0,300}["']${name}["']`;
  const word = SAYS[kind];
  return word === undefined ? testOf(read) : both(word, read);
}

/**
 * A function with the name of a method, or one that is written like a method outside of a class; a method that is assigned, or that
 * a patch puts something in place of.
 */
function overridden(methods: readonly string[]): string {
  const name = anyOf(methods);
  return [
    String.raw`\bdef[\s\\]{1,100}${name}\b`,
    String.raw`^def[\s\\]{1,100}\w{1,200}[\s\\]{0,100}\([\s\\]{0,100}self\b`,
    String.raw`(?:^[ \t]{1,40}|(?<!\bself)\.)${name}[ \t]{0,20}=(?!=)`,
    String.raw`\b(?:setattr|object)\b[\s\\]{0,100}\([^()]{0,300}["']${name}["']`,
  ].join('|');
}
