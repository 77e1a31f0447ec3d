import type { Argument, Command, Option } from 'commander';

/** What a completion script has to know of the command line, made from the tree of commander. */
export interface Tree {
  /** The main command first; its name is empty. */
  readonly commands: readonly CommandNode[];
}

export interface CommandNode {
  readonly name: string;
  readonly description: string;
  readonly options: readonly OptionNode[];
  /** What its arguments are; `command` is one of the user with its own arguments. Absent: it takes none. */
  readonly argument?: Value;
}

export interface OptionNode {
  /** `-n` and `--dry-run`, the long one last. */
  readonly names: readonly string[];
  readonly description: string;
  readonly isRepeatable: boolean;
  /** Absent: it takes none. */
  readonly value?: Value;
  /** The value stands behind `=` in the same word, or is left out. */
  readonly isOptional: boolean;
}

/** What may be written in a place. */
export type Value =
  | { readonly kind: 'words'; readonly words: readonly Word[]; readonly isList: boolean }
  /** A path, or one of these words, `=` and a path. */
  | { readonly kind: 'report'; readonly words: readonly Word[] }
  | { readonly kind: 'file' | 'folder' | 'ref' | 'command' | 'other' };

export interface Word {
  readonly name: string;
  /** May be empty. */
  readonly description: string;
}

/** Rules to offer where one is named. */
export interface Names {
  /** For `--select`. */
  readonly rules: readonly Word[];
  /** With those of the engine. */
  readonly all: readonly Word[];
}

/** Words of `--target`; a version follows those that end in `==`. */
const TARGETS = wordsOf(['httpx', 'httpx2', 'latest', 'starlette==', 'fastapi==', 'httpx==', 'httpx2==']);

/** Reads the tree of a program. Options that the help hides are the values of those that it shows: `--strict-level` of `--strict=`. */
export function treeOf(program: Command, names: Names): Tree {
  const commands = program.commands.map((one) => ({ name: one.name(), description: one.description() }));
  const nodeOf = (command: Command, name: string): CommandNode => {
    const [argument] = command.registeredArguments;
    const visible = command.createHelp().visibleOptions(command);
    return {
      name,
      description: command.description(),
      options: visible.map((option) => optionNode(option, command.options, names)),
      ...(argument && { argument: argumentValue(argument, names, commands) }),
    };
  };
  return { commands: [nodeOf(program, ''), ...program.commands.map((one) => nodeOf(one, one.name()))] };
}

function optionNode(option: Option, siblings: readonly Option[], names: Names): OptionNode {
  const { short, long = '', description, required, flags } = option;
  const behind = siblings.find((one) => !required && one.hidden && one.long?.startsWith(`${long}-`));
  const valued = required ? option : behind;
  return {
    names: short === undefined ? [long] : [short, long],
    description,
    isRepeatable: /\brepeatable\b/.test(description) || flags.includes('[format=]'),
    ...(valued && { value: optionValue(valued, siblings, names) }),
    isOptional: behind !== undefined,
  };
}

function optionValue(option: Option, siblings: readonly Option[], { rules, all }: Names): Value {
  const { flags, description, argChoices } = option;
  const isList = description.includes('comma-separated');
  if (argChoices) return { kind: 'words', words: wordsOf(argChoices), isList };
  const placeholder = /<(.*)>/.exec(flags)?.[1] ?? '';
  switch (placeholder) {
    case 'rules':
      return { kind: 'words', words: option.long === '--select' ? rules : all, isList };
    case 'what':
      return { kind: 'words', words: TARGETS, isList };
    case '[format=]path':
      return {
        kind: 'report',
        words: wordsOf(siblings.find(({ long }) => long === '--format')?.argChoices ?? []),
      };
    case 'file':
    case 'glob':
      return { kind: 'file' };
    case 'folder':
    case 'ref':
      return { kind: placeholder };
    default:
      return { kind: 'other' };
  }
}

function argumentValue(argument: Argument, { all }: Names, commands: readonly Word[]): Value {
  const { argChoices } = argument;
  if (argChoices) return { kind: 'words', words: wordsOf(argChoices), isList: false };
  switch (argument.name()) {
    case 'rule':
      return { kind: 'words', words: all, isList: false };
    case 'name':
      return { kind: 'words', words: [...commands, ...all], isList: false };
    case 'command':
      return { kind: 'command' };
    default:
      return { kind: 'file' };
  }
}

function wordsOf(names: readonly string[]): readonly Word[] {
  return names.map((name) => ({ name, description: '' }));
}
