import type { CommandNode, OptionNode, Tree, Value, Word } from './tree.ts';

/** The script for zsh: a file `_bump-testclient` of `fpath`, or sourced after `compinit`. */
export function zsh({ commands }: Tree, programs: readonly string[]): string {
  const own = commands.slice(1);
  const running = own.filter(({ argument }) => argument?.kind === 'command');
  const lists = new Lists();
  const cases = commands.map((command) => commandCase(command, lists));
  return [
    `#compdef ${programs.join(' ')}`,
    '# zsh completion for bump-testclient: `bump-testclient completion zsh` prints it.',
    '',
    lists.functions(),
    `__bump_testclient_commands() {\n${described('command', own)}\n}`,
    '',
    start(own, running.map(({ name }) => name).join('|'), valued(commands)),
    ...cases,
    end(programs),
  ].join('\n');
}

/** Functions that offer words, one for each list of them. */
class Lists {
  readonly #names = new Map<string, string>();

  /** The name of the function that offers these words. */
  nameOf(words: readonly Word[]): string {
    const body = described('value', words);
    const name = this.#names.get(body) ?? `__bump_testclient_words_${this.#names.size + 1}`;
    this.#names.set(body, name);
    return name;
  }

  functions(): string {
    return [...this.#names].map(([body, name]) => `${name}() {\n${body}\n}\n`).join('\n');
  }
}

/** The body of a function that offers words. A space behind "starlette==" would be in the way of the version. */
function described(what: string, words: readonly Word[]): string {
  const offered = (array: string, some: readonly Word[], more: string): readonly string[] =>
    some.length === 0
      ? []
      : [
          `  local -a ${array}=(`,
          ...some.map((word) => `    ${quoted(describedWord(word))}`),
          '  )',
          `  _describe -t ${what}s ${what} ${array} "$@"${more}`,
        ];
  const isOpen = ({ name }: Word): boolean => name.endsWith('=');
  return [
    ...offered(
      'all',
      words.filter((word) => !isOpen(word)),
      '',
    ),
    ...offered('open', words.filter(isOpen), " -S ''"),
  ].join('\n');
}

const describedWord = ({ name, description }: Word): string =>
  escaped(name) + (description === '' ? '' : `:${plain(description)}`);

function commandCase({ name, options, argument }: CommandNode, lists: Lists): string {
  const specs = [
    ...options.flatMap((option) => optionSpecs(option, lists)),
    ...(argument ? argumentSpecs(argument, name === '', lists) : []),
  ];
  return [`    ${quoted(name)})`, `      _arguments -s -S \\`, ...joined(specs), '      ;;'].join('\n');
}

const joined = (specs: readonly string[]): readonly string[] =>
  specs.map((spec, index) => `        ${spec}${index < specs.length - 1 ? ' \\' : ''}`);

function optionSpecs(option: OptionNode, lists: Lists): readonly string[] {
  const { names, description, value, isOptional, isRepeatable } = option;
  const help = `[${escaped(plain(description))}]`;
  const excluded = isRepeatable ? '*' : names.length > 1 ? `(${names.join(' ')})` : '';
  return names.map((name) => {
    if (!value) return quoted(`${excluded}${name}${help}`);
    const mark = isOptional ? '=-' : name.startsWith('--') ? '=' : '+';
    return quoted(`${excluded}${name}${mark}${help}${isOptional ? ':' : ''}:${action(value, lists)}`);
  });
}

/** "message:action" of a value. */
function action(value: Value, lists: Lists): string {
  switch (value.kind) {
    case 'words': {
      const offer = lists.nameOf(value.words);
      return `value:${value.isList ? `_sequence ${offer}` : offer}`;
    }
    case 'report':
      return `report: __bump_testclient_report ${value.words.map(({ name }) => name).join(' ')}`;
    case 'folder':
      return 'folder:_files -/';
    case 'ref':
      return 'branch or commit:__bump_testclient_refs';
    case 'other':
      return 'value: ';
    case 'file':
    case 'command':
      return 'file:_files';
  }
}

function argumentSpecs(argument: Value, isMain: boolean, lists: Lists): readonly string[] {
  if (argument.kind === 'command') return ["'(-)1:command: _command_names -e'", "'*::arguments:_normal'"];
  if (isMain) return ["'1:command or path:__bump_testclient_first'", "'*:path:_files'"];
  return argument.kind === 'file' ? ["'*:path:_files'"] : [quoted(`1:${action(argument, lists)}`)];
}

/** The names of options whose value is a word of its own, by command: " --format --level ". */
const valued = (commands: readonly CommandNode[]): string =>
  commands
    .map(({ name, options }) => {
      const names = options.filter(({ value, isOptional }) => value && !isOptional);
      return `    ${quoted(name)} ${quoted(` ${names.flatMap((option) => option.names).join(' ')} `)}\n`;
    })
    .join('');

const start = (own: readonly Word[], running: string, takingValues: string): string =>
  String.raw`
__bump_testclient_first() {
  _alternative 'commands:command:__bump_testclient_commands' 'files:path:_files'
}

__bump_testclient_refs() {
  local -a refs=(${'$'}{(f)"$(git for-each-ref --format='%(refname:short)' refs/heads refs/remotes refs/tags 2>/dev/null)"})
  compadd "$@" -a refs
}

# A path, or a format, "=" and a path.
__bump_testclient_report() {
  local -a formats=("$@")
  if compset -P '[a-z]##='; then
    _files
  else
    _alternative 'formats:format:compadd -S = -a formats' 'files:path:_files'
  fi
}

_bump-testclient() {
  local curcontext=$curcontext context state line command='' want=''
  local -A opt_args
  local -A valued=(
${takingValues}  )
  integer i
  # Which command it is. Options may stand before its name.
  for ((i = 2; i < CURRENT; i++)); do
    if [[ -n $want ]]; then
      want=''
    elif [[ $words[i] == -- ]]; then
      # Behind it, a command of the user stands as if it were alone.
      if [[ $command == (${running}) ]]; then
        shift i words
        ((CURRENT -= i))
        if ((CURRENT == 1)); then _command_names -e; else _normal; fi
        return
      fi
      break
    elif [[ $words[i] == -?* ]]; then
      [[ $valued[$command] == *" $words[i] "* ]] && want=1
    elif [[ -z $command && $words[i] == (${own.map(({ name }) => name).join('|')}) ]]; then
      command=$words[i]
      shift 'i - 1' words
      ((CURRENT -= i - 1))
      i=1
    else
      break
    fi
  done

  case $command in`.trimStart();

const end = (programs: readonly string[]): string =>
  `
  esac
}

if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
  _bump-testclient "$@"
else
  compdef _bump-testclient ${programs.join(' ')}
fi
`.trimStart();

/** For a place where brackets and colons mean something. */
const escaped = (text: string): string => text.replace(/[\\:[\]]/g, '\\$&');

const plain = (text: string): string => text.replaceAll('`', '');

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
