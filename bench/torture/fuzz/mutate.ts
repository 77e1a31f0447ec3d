import type { Random } from '../../random.ts';
import type { Seed } from './seeds.ts';

/** Changes a text at random. */
type Mutation = (text: string, random: Random, seeds: readonly Seed[]) => string;

/** Longer texts only take longer. In UTF-16 units. */
const MAX = 400_000;
/** Around the limits of Python: 100 levels of indentation, 200 brackets; and far beyond. */
const DEPTHS = [1, 2, 5, 20, 60, 99, 101, 199, 201, 400, 511, 1200] as const;
const TOKEN = /[\p{L}_]\w*|\d+|\s+|'[^'\n]*'|"[^"\n]*"|[^\s\w]/gu;

const tokensOf = (text: string): string[] => text.match(TOKEN) ?? [];
const placeIn = (text: string, random: Random): number => random.below(text.length + 1);
const insert = (text: string, at: number, what: string): string => text.slice(0, at) + what + text.slice(at);

function spanIn(text: string, random: Random): readonly [number, number] {
  const start = placeIn(text, random);
  return [start, Math.min(text.length, start + 1 + random.below(random.pick([2, 8, 40, 400])))];
}

/** With one token, its place and the tokens as a list that may be changed. */
const onTokens =
  (change: (tokens: string[], at: number, random: Random) => void): Mutation =>
  (text, random) => {
    const tokens = tokensOf(text);
    if (tokens.length > 0) change(tokens, random.below(tokens.length), random);
    return tokens.join('');
  };

const onLines =
  (change: (lines: string[], at: number, random: Random) => void): Mutation =>
  (text, random) => {
    const lines = text.split('\n');
    change(lines, random.below(lines.length), random);
    return lines.join('\n');
  };

/** Some lines from one on, each as `change` makes it. */
const onSomeLines = (change: (line: string, random: Random) => string): Mutation =>
  onLines((lines, at, random) => {
    const end = at + 1 + random.below(random.pick([1, 4, 50]));
    for (let index = at; index < Math.min(end, lines.length); index++)
      lines[index] = change(lines[index]!, random);
  });

const BRACKETS = [
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
  ['f(', ')'],
  ['{1: ', '}'],
  ['not ', ''],
  ['-', ''],
  ['lambda: ', ''],
  ['() => ', ''],
  ['`${', '}`'],
  ['f"{', '}"'],
] as const;
const BLOCKS = ['if x:', 'def f():', 'class C:', 'with x:', 'for x in y:', 'try:', 'while x:'] as const;
const ODD = [
  '\f',
  '\u2028',
  '\u2029',
  '\0',
  '\uFEFF',
  '\r',
  '\v',
  '\u00A0',
  '\u200B',
  '\u202E',
  '\uD800',
  '\uDC00',
  '😀',
  '\x1a',
  '\x85',
  '\\\n',
  '\\',
] as const;
const COOKIES = [
  '# -*- coding: utf-8 -*-',
  '# coding: latin-1',
  '# coding: utf-7',
  '# vim: set fileencoding=cp1252 :',
  '# coding: nonsense',
  '# coding=utf-16',
] as const;
const HUGE = [
  '9'.repeat(5000),
  '1e999999',
  '0x' + 'f'.repeat(5000),
  '1_'.repeat(2000) + '1',
  '1'.repeat(400) + 'j',
  '123456789012345678901234567890n',
] as const;

const MUTATIONS: readonly Mutation[] = [
  (text, random) => {
    const [start, end] = spanIn(text, random);
    return text.slice(0, start) + text.slice(end);
  },
  (text, random) => {
    const [start, end] = spanIn(text, random);
    return insert(text, start, text.slice(start, end).repeat(random.pick([1, 1, 2, 30])));
  },
  (text, random) => text.slice(0, placeIn(text, random)),
  onTokens((tokens, at) => void tokens.splice(at, 1)),
  onTokens((tokens, at) => void tokens.splice(at, 0, tokens[at]!)),
  onTokens((tokens, at, random) => {
    const other = random.below(tokens.length);
    [tokens[at], tokens[other]] = [tokens[other]!, tokens[at]!];
  }),
  onTokens((tokens, at, random) => void (tokens[at] = random.pick(tokens))),
  onLines((lines, at, random) => {
    const other = random.below(lines.length);
    [lines[at], lines[other]] = [lines[other]!, lines[at]!];
  }),
  onLines((lines, at) => void lines.splice(at, 1)),
  onLines((lines, at, random) => void lines.splice(at, 0, lines[at]!, random.pick(lines))),
  // A piece of another file.
  (text, random, seeds) => {
    const { text: other } = random.pick(seeds);
    const [start, end] = spanIn(other, random);
    return insert(text, placeIn(text, random), other.slice(start, end));
  },
  (text, random, seeds) => {
    const { text: other } = random.pick(seeds);
    return text.slice(0, placeIn(text, random)) + other.slice(placeIn(other, random));
  },
  nestTokens,
  nestTokens,
  nestBlocks,
  nestBraces,
  chain,
  onSomeLines((line, random) => ' '.repeat(random.pick([1, 3, 4, 8, 500])) + line),
  onSomeLines((line) => line.replace(/^ {1,4}/, '')),
  onSomeLines((line) => line.replace(/^ +/, (spaces) => '\t'.repeat(Math.ceil(spaces.length / 4)))),
  onSomeLines((line) => line.trimStart()),
  (text) => text.replaceAll('\n', '\r'),
  (text) => text.replaceAll('\n', '\r\n'),
  (text, random) => text.replace(/\n/g, () => random.pick(['\n', '\r', '\r\n'])),
  (text, random) => insert(text, placeIn(text, random), random.pick(ODD)),
  (text, random) => insert(text, placeIn(text, random), random.pick(ODD).repeat(random.pick([2, 300]))),
  (text, random) => `${random.pick(COOKIES)}\n${text}`,
  (text, random) => insert(text, placeIn(text, random), random.pick(HUGE)),
  (text, random) =>
    insert(
      text,
      placeIn(text, random),
      random.pick(['a', ' ', '"', '(', '# ', 'é']).repeat(random.pick([10, 5000, 60_000])),
    ),
];

/** Wraps a token in brackets, calls or prefixes. */
function nestTokens(text: string, random: Random): string {
  const tokens = tokensOf(text);
  if (tokens.length === 0) return text;
  const at = random.below(tokens.length);
  const depth = random.pick(DEPTHS);
  const [open, close] = random.pick(BRACKETS);
  tokens[at] = open.repeat(depth) + tokens[at]! + close.repeat(depth);
  return tokens.join('');
}

/** Puts a part of a Python file, or all of it, into blocks in blocks. */
function nestBlocks(text: string, random: Random): string {
  const lines = text.split('\n');
  const from = random.below(2) * random.below(lines.length);
  const rest = lines.slice(from).slice(0, 20);
  const depth = random.pick(DEPTHS);
  const step = random.pick([' ', ' ', '\t', '    ']);
  const heads = Array.from({ length: depth }, (_, level) => step.repeat(level) + random.pick(BLOCKS));
  return [
    ...lines.slice(0, from),
    ...heads,
    ...rest.map((line) => step.repeat(depth) + line),
    ...lines.slice(from + 20),
  ].join('\n');
}

function nestBraces(text: string, random: Random): string {
  const depth = random.pick(DEPTHS);
  const [start, end] = spanIn(text, random);
  const [open, close] = random.pick([
    ['{', '}'],
    ['if (x) {\n', '}\n'],
    ['function f() {', '}'],
    ['<a>', '</a>'],
    ['[', ']'],
  ] as const);
  return (
    text.slice(0, start) + open.repeat(depth) + text.slice(start, end) + close.repeat(depth) + text.slice(end)
  );
}

/** Long rather than deep, which is deep in some trees. */
function chain(text: string, random: Random): string {
  const link = random.pick([
    '.a',
    '(1)',
    '[0]',
    ' + 1',
    ' and x',
    ' if x else y',
    ', 1',
    '"s" ',
    ' ?? x',
    '\nelif x: pass',
  ]);
  return insert(text, placeIn(text, random), link.repeat(random.pick([3, 60, 1000, 4000])));
}

export interface Mutant {
  readonly kind: Seed['kind'];
  readonly path: string;
  readonly bytes: Buffer;
  /** Its text, unless its bytes are not what the text is in UTF-8. */
  readonly text?: string;
  /** Whether unsafe fixes are asked for. */
  readonly unsafe: boolean;
}

/** A seed with one to four mutations, in some encoding. */
export function mutantOf(random: Random, seeds: readonly Seed[]): Mutant {
  const kind = random.pick(['python', 'python', 'python', 'javascript', 'javascript', 'config'] as const);
  const seed = random.pick(seeds.filter((one) => one.kind === kind));
  let { text } = seed;
  for (let rounds = random.pick([1, 1, 1, 2, 2, 3, 4]); rounds > 0; rounds--) {
    const mutated = random.pick(MUTATIONS)(text, random, seeds);
    if (mutated.length <= MAX) text = mutated;
  }
  const unsafe = random.below(2) === 0;
  const named = { kind, path: seed.path, unsafe };
  // Half of a surrogate pair is no text in UTF-8.
  const isText = Buffer.from(text).toString() === text;
  return random.below(8) > 0 && isText
    ? { ...named, text, bytes: Buffer.from(text) }
    : { ...named, bytes: encode(text, random) };
}

/** Bytes that may or may not be a text. */
function encode(text: string, random: Random): Buffer {
  const bytes = Buffer.from(text);
  switch (random.below(6)) {
    case 0:
      return Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]);
    case 1:
      return Buffer.from(text, 'latin1');
    case 2:
      return Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
    case 3: {
      const at = random.below(bytes.length + 1);
      return Buffer.concat([
        bytes.subarray(0, at),
        Buffer.from([0x80 + random.below(128)]),
        bytes.subarray(at),
      ]);
    }
    case 4:
      return bytes.subarray(0, random.below(bytes.length + 1));
    default:
      for (let flips = 1 + random.below(3); flips > 0 && bytes.length > 0; flips--)
        bytes[random.below(bytes.length)] = random.below(256);
      return bytes;
  }
}
