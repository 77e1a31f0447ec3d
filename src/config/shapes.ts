import { closest } from '../core/closest.ts';
import { LEVELS } from '../core/levels.ts';
import type { Level } from '../core/rule.ts';
import { kindOf, type Node, type Problem } from './node.ts';
import { CLIENT, contradiction, GLOB, TARGET } from './values.ts';

/** The names that a configuration may give. */
export interface Names {
  readonly rules: readonly string[];
  /** Rules of the engine, which are always on and can only be ignored. */
  readonly engineRules: readonly string[];
}

export interface Reading {
  readonly names: Names;
  readonly report: (problem: Problem) => void;
}

/** Draft 7. */
export type Schema = Readonly<Record<string, unknown>>;

/** A kind of value: how it is read, and the same as a JSON Schema. */
export interface Shape<Value> {
  /** What is written there, for messages. */
  readonly expected: string;
  /** The kinds of nodes that it takes. */
  readonly takes: readonly Node['is'][];
  /** `undefined` where it is wrong, which is reported then. */
  read(node: Node, reading: Reading): Value | undefined;
  schema(names: Names): Schema;
}

function refuse(node: Node, expected: string, { report }: Reading): undefined {
  report({ at: node.at, message: `expected ${expected}, found ${kindOf(node)}` });
}

export const flag: Shape<boolean> = {
  expected: 'true or false',
  takes: ['flag'],
  read: (node, reading) => (node.is === 'flag' ? node.value : refuse(node, flag.expected, reading)),
  schema: () => ({ type: 'boolean' }),
};

/** A text of which `problemOf` tells what is wrong with it. */
function textShape(
  expected: string,
  problemOf: (text: string, names: Names) => string | undefined,
  more: (names: Names) => Schema,
): Shape<string> {
  return {
    expected,
    takes: ['text'],
    read(node, reading) {
      if (node.is !== 'text') return refuse(node, expected, reading);
      const message = problemOf(node.value, reading.names);
      if (message === undefined) return node.value;
      reading.report({ at: node.at, message });
      return undefined;
    },
    schema: (names) => ({ type: 'string', ...more(names) }),
  };
}

const matching = (expected: string, pattern: string, problem: (text: string) => string): Shape<string> => {
  const expression = new RegExp(pattern, 'u');
  return textShape(
    expected,
    (text) => (expression.test(text) ? undefined : problem(text)),
    () => ({ pattern }),
  );
};

export const anyText: Shape<string> = textShape(
  'a text',
  () => undefined,
  () => ({}),
);

export const path: Shape<string> = textShape(
  'a path',
  (text) => (text === '' ? 'the path is empty' : undefined),
  () => ({ minLength: 1 }),
);

const glob = matching('a glob', GLOB, (text) =>
  /^(?:\.?[\\/])*$/.test(text)
    ? `${JSON.stringify(text)} is not a glob`
    : `${JSON.stringify(text)} can match nothing: globs are relative to the folder of this file`,
);

const client = matching(
  'a name',
  CLIENT,
  (text) => `${JSON.stringify(text)} is not a name; write api, self.http, make_client() or @acme/testing`,
);

const targetWord = matching(
  'a target',
  TARGET,
  (text) =>
    `${JSON.stringify(text)} is no target; write httpx, httpx2, latest, starlette==0.43 or fastapi==0.115`,
);

const unknownRule = (name: string, known: readonly string[]): string => {
  const meant = closest(name, known);
  const hint = meant === undefined ? '`bump-testclient rules` lists them' : `did you mean ${meant}?`;
  return `there is no rule ${JSON.stringify(name)}; ${hint}`;
};

const rule = textShape(
  'the name of a rule',
  (name, { rules, engineRules }) => {
    if (engineRules.includes(name)) return `${name} is always on; \`ignore\` turns it off`;
    return rules.includes(name) ? undefined : unknownRule(name, rules);
  },
  ({ rules }) => ({ enum: rules }),
);

const anyRule = textShape(
  'the name of a rule',
  (name, { rules, engineRules }) => {
    const known = [...rules, ...engineRules];
    return known.includes(name) ? undefined : unknownRule(name, known);
  },
  ({ rules, engineRules }) => ({ enum: [...rules, ...engineRules] }),
);

function listOf<Item>(
  item: Shape<Item>,
  expected: string,
  { least = 0 }: { readonly least?: number } = {},
): Shape<readonly Item[]> {
  return {
    expected,
    takes: ['list'],
    read(node, reading) {
      if (node.is !== 'list') return refuse(node, expected, reading);
      if (node.items.length < least) reading.report({ at: node.at, message: 'the list is empty' });
      const items = node.items.map((one) => item.read(one, reading));
      return items.flatMap((one) => (one === undefined ? [] : [one]));
    },
    schema: (names) => ({ type: 'array', items: item.schema(names), ...(least > 0 && { minItems: least }) }),
  };
}

/** One of two shapes, by the kind of node that is there. */
function either<A, B>(one: Shape<A>, other: Shape<B>): Shape<A | B> {
  const expected = `${one.expected}, or ${other.expected}`;
  return {
    expected,
    takes: [...one.takes, ...other.takes],
    read(node, reading) {
      if (one.takes.includes(node.is)) return one.read(node, reading);
      return other.takes.includes(node.is) ? other.read(node, reading) : refuse(node, expected, reading);
    },
    schema: (names) => ({ anyOf: [one.schema(names), other.schema(names)] }),
  };
}

export const rules = listOf(rule, 'a list of rules', { least: 1 });
const rulesOrNone = listOf(rule, 'a list of rules');
export const ignorable = listOf(anyRule, 'a list of rules');
export const globs = listOf(glob, 'a list of globs', { least: 1 });
export const clients = listOf(client, 'a list of names');

export const level: Shape<Level> = {
  expected: LEVELS.map((one) => JSON.stringify(one)).join(', '),
  takes: ['text'],
  read(node, reading) {
    const found = LEVELS.find((one) => node.is === 'text' && one === node.value);
    if (found || node.is !== 'text') return found ?? refuse(node, `one of ${level.expected}`, reading);
    reading.report({ at: node.at, message: `${JSON.stringify(node.value)} is none of ${level.expected}` });
    return undefined;
  },
  schema: () => ({ enum: LEVELS }),
};

export const flagOrLevel = either(flag, level);
export const flagOrRules = either(flag, rulesOrNone);

const oneOrMore = (item: Shape<string>, list: Shape<readonly string[]>): Shape<readonly string[]> => {
  const both = either(item, list);
  return {
    ...both,
    read(node, reading) {
      const found = both.read(node, reading);
      return typeof found === 'string' ? [found] : found;
    },
  };
};

export const globOrGlobs = oneOrMore(glob, globs);

const targetWords = listOf(targetWord, 'a list of targets', { least: 1 });
const words = oneOrMore(targetWord, targetWords);

export const target: Shape<readonly string[]> = {
  ...words,
  read(node, reading) {
    const found = words.read(node, reading);
    const [one, other] = contradiction(found ?? []) ?? [];
    if (one === undefined || other === undefined) return found;
    reading.report({ at: node.at, message: `${one} and ${other} cannot be combined; leave out one of them` });
    return undefined;
  },
};
