import type { CommandNode, OptionNode, Tree, Value, Word } from './tree.ts';

/** The script for fish, from 3.2 on. */
export function fish({ commands }: Tree, programs: readonly string[]): string {
  const own = commands.slice(1);
  const lists = new Lists();
  const lines = commands.flatMap((command) => commandLines(command, own, lists));
  return [
    '# fish completion for bump-testclient: `bump-testclient completion fish` prints it.',
    '',
    lists.functions(),
    state(commands, own),
    OFFERS,
    `for program in ${programs.join(' ')}`,
    '    complete -c $program -f',
    ...lines.map((line) => `    complete -c $program ${line}`),
    'end\n',
  ].join('\n');
}

/** Functions that print words, one for each list of them. */
class Lists {
  readonly #names = new Map<string, string>();

  nameOf(words: readonly Word[]): string {
    const lines = words.map(({ name, description }) => quoted(`${name}\t${plain(description)}`));
    const body = `    printf '%s\\n' ${lines.join(' \\\n        ')}`;
    const name = this.#names.get(body) ?? `__bump_testclient_words_${this.#names.size + 1}`;
    this.#names.set(body, name);
    return name;
  }

  functions(): string {
    return [...this.#names].map(([body, name]) => `function ${name}\n${body}\nend\n`).join('\n');
  }
}

function commandLines(
  { name, options, argument }: CommandNode,
  own: readonly CommandNode[],
  lists: Lists,
): readonly string[] {
  const at = `-n ${quoted(`__bump_testclient_at ${name === '' ? 'main' : name}`)}`;
  const isMain = name === '';
  return [
    ...(isMain
      ? own.map(
          (one) =>
            `-n '__bump_testclient_at main; and __bump_testclient_is_first' -a ${one.name} -d ${quoted(plain(one.description))}`,
        )
      : []),
    ...options.map((option) => `${at} ${optionWords(option, lists)}`),
    ...(argument ? [argumentLine(name, at, argument, lists)] : []),
  ];
}

function argumentLine(name: string, at: string, argument: Value, lists: Lists): string {
  if (argument.kind === 'command')
    return `-n ${quoted(`__bump_testclient_at ${name} command`)} -a '(__bump_testclient_command)'`;
  if (argument.kind === 'words') return `${at} -a '(${lists.nameOf(argument.words)})'`;
  return `${at} -F`;
}

function optionWords({ names, description, value, isOptional }: OptionNode, lists: Lists): string {
  const spelled = names.map((name) =>
    name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`,
  );
  const taken = value ? ` ${valueWords(value, isOptional, lists)}` : '';
  return `${spelled.join(' ')}${taken} -d ${quoted(plain(description))}`;
}

function valueWords(value: Value, isOptional: boolean, lists: Lists): string {
  const required = isOptional ? '' : '-x ';
  switch (value.kind) {
    case 'words': {
      const list = lists.nameOf(value.words);
      return `${required}-a '(${value.isList ? `__bump_testclient_list ${list}` : list})'`;
    }
    case 'report':
      return `-x -a '(__bump_testclient_report ${value.words.map(({ name }) => name).join(' ')})'`;
    case 'folder':
      return "-x -a '(__fish_complete_directories (__bump_testclient_typed))'";
    case 'ref':
      return `${required}-a '(git for-each-ref --format="%(refname:short)" refs/heads refs/remotes refs/tags 2>/dev/null)'`;
    case 'file':
      return '-r -F';
    case 'other':
    case 'command':
      return '-x';
  }
}

/** What tells which command stands at the cursor. */
function state(commands: readonly CommandNode[], own: readonly CommandNode[]): string {
  const running = commands.filter(({ argument }) => argument?.kind === 'command').map(({ name }) => name);
  const valued = commands.map(({ name, options }) => {
    const names = options.filter(({ value, isOptional }) => value && !isOptional).flatMap((one) => one.names);
    return `            case ${quoted(name === '' ? 'main' : name)}\n                set valued ${names.join(' ')}`;
  });
  return String.raw`
# Prints the command, the index of the first word of the command of the user (0: none), and whether no argument stands yet.
function __bump_testclient_state
    set -l words (commandline -opc)
    set -l name main
    set -l first first
    set -l wanted
    set -l index 2
    while test $index -le (count $words)
        set -l word $words[$index]
        set -l valued
        switch $name
${valued.join('\n')}
        end
        if set -q wanted[1]
            set -e wanted[1]
        else if test "$word" = --
            set index (math $index + 1)
            contains -- $name ${running.join(' ')}; and printf '%s\n' $name $index rest; and return
            break
        else if string match -q -- '-?*' $word
            contains -- $word $valued; and set wanted yes
        else if contains -- $name ${running.join(' ')}
            printf '%s\n' $name $index rest
            return
        else if test $first = first; and contains -- $word ${own.map(({ name }) => name).join(' ')}
            set name $word
            set first rest
        else
            set first rest
        end
        set index (math $index + 1)
    end
    set -l typed (commandline -ct)
    if contains -- $name ${running.join(' ')}; and not set -q wanted[1]; and not string match -q -- '-*' "$typed"
        printf '%s\n' $name (math (count $words) + 1) rest
        return
    end
    printf '%s\n' $name 0 $first
end
`.trimStart();
}

/** Conditions, and what offers values. */
const OFFERS = String.raw`
# Whether the command is this one. With "command" behind it: whether a command of the user stands, or begins, at the cursor.
function __bump_testclient_at
    set -l state (__bump_testclient_state)
    if set -q argv[2]
        test "$state[1]" = $argv[1]; and test "$state[2]" -gt 0
    else
        test "$state[1]" = $argv[1]; and test "$state[2]" -eq 0
    end
end

function __bump_testclient_is_first
    test (__bump_testclient_state)[3] = first
end

# Completes the command of the user as if it stood alone.
function __bump_testclient_command
    set -l words (commandline -opc)
    set -l index (__bump_testclient_state)[2]
    set -l line
    test $index -le (count $words); and set line (string escape -- $words[$index..-1])
    complete -C (string join -- ' ' $line (commandline -ct))
end

# What was typed of a value, behind "--option=".
function __bump_testclient_typed
    string replace -r -- '^--[a-z-]+=' '' (commandline -ct)
end

# The words of a function behind the last comma of what was typed, without those that are there already.
function __bump_testclient_list
    set -l typed (__bump_testclient_typed)
    set -l head (string match -r -- '^.*,' "$typed")
    for line in ($argv)
        set -l word (string split -m 1 \t -- $line)
        contains -- $word[1] (string split , -- "$head"); or printf '%s%s\n' "$head" $line
    end
end

# A path, or a format, "=" and a path.
function __bump_testclient_report
    set -l typed (__bump_testclient_typed)
    set -l head (string match -r -- '^[a-z]+=' "$typed")
    if test -n "$head"
        printf "$head%s\n" (complete -C "__bump_testclient_no_command "(string sub -s (math (string length -- $head) + 1) -- $typed))
    else
        printf '%s=\n' $argv
        __fish_complete_path "$typed"
    end
end
`.trimStart();

const plain = (text: string): string => text.replaceAll('`', '');

/** Single quotes of fish end at a quote that no backslash stands before. */
const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;
