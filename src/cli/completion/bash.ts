import type { CommandNode, OptionNode, Tree, Value } from './tree.ts';

/** The script for bash, also for the old one of macOS: no `mapfile`, no negative index, and `compopt` only where it is there. */
export const bash = (tree: Tree, programs: readonly string[]): string =>
  [
    '# bash completion for bump-testclient: `bump-testclient completion bash` prints it.',
    table(
      '__bump_testclient_value',
      'Sets what the value of an option of a command is',
      tree.commands.flatMap(({ name, options }) => options.flatMap((option) => valueRow(name, option))),
    ),
    table(
      '__bump_testclient_words',
      'Sets what a command has: its options, and what its arguments are',
      tree.commands.map((one) => commandRow(one, one.name === '' ? tree.commands.slice(1) : [])),
    ),
    body,
    `complete -o bashdefault -o default -F _bump_testclient ${programs.join(' ')}\n`,
  ].join('\n');

const table = (name: string, comment: string, rows: readonly string[]): string =>
  [`# ${comment}.`, `${name}() {`, '  case $1 in', ...rows, '  *) return 1 ;;', '  esac', '}', ''].join('\n');

const valueRow = (command: string, { names, value, isOptional }: OptionNode): readonly string[] =>
  value
    ? [
        `  ${names.map((name) => quoted(`${command} ${name}`)).join(' | ')})`,
        `    ${settings(value)} optional=${isOptional ? 1 : ''} ;;`,
      ]
    : [];

const commandRow = ({ name, options, argument }: CommandNode, commands: readonly CommandNode[]): string =>
  [
    `  ${quoted(name)})`,
    `    options=${quoted(options.flatMap((option) => option.names).join(' '))}`,
    `    commands=${quoted(commands.map((one) => one.name).join(' '))}`,
    `    ${settings(argument ?? { kind: 'other' })} ;;`,
  ].join('\n');

const settings = (value: Value): string => {
  const kind = value.kind === 'words' && value.isList ? 'list' : value.kind;
  const words = 'words' in value ? value.words.map(({ name }) => name).join(' ') : '';
  return `kind=${kind} words=${quoted(words)}`;
};

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

const body = String.raw`
# Adds a candidate for the whole word; readline wants only what stands behind the last "=" or ":".
__bump_testclient_add() {
  [[ $1 == "$whole"* ]] && COMPREPLY+=("${'$'}{1#"$strip"}")
}

__bump_testclient_compopt() {
  type compopt &>/dev/null && compopt "$@" 2>/dev/null
}

# Offers the values of a kind behind a prefix of the word, such as "--format=".
__bump_testclient_offer() {
  local prefix=$1 typed=${'$'}{whole#"$1"} head='' word
  case $kind in
  words | list)
    __bump_testclient_compopt +o default +o bashdefault
    [[ $kind == list ]] && head=${'$'}{typed%"${'$'}{typed##*,}"}
    for word in $words; do
      [[ ,$head == *,$word,* ]] && continue
      __bump_testclient_add "$prefix$head$word"
    done
    [[ ${'$'}{#COMPREPLY[@]} == 1 && ${'$'}{COMPREPLY[0]} == *== ]] && __bump_testclient_compopt -o nospace
    ;;
  report)
    [[ $typed == *=* ]] && return
    for word in $words; do __bump_testclient_add "$prefix$word="; done
    [[ ${'$'}{#COMPREPLY[@]} -gt 0 ]] || return
    __bump_testclient_compopt -o nospace -o filenames
    while IFS= read -r word; do __bump_testclient_add "$prefix$word"; done < <(compgen -f -- "$typed")
    ;;
  folder)
    __bump_testclient_compopt -o filenames
    while IFS= read -r word; do __bump_testclient_add "$prefix$word"; done < <(compgen -d -- "$typed")
    ;;
  ref)
    __bump_testclient_compopt +o default +o bashdefault
    while IFS= read -r word; do __bump_testclient_add "$prefix$word"; done < <(
      git for-each-ref --format='%(refname:short)' refs/heads refs/remotes refs/tags 2>/dev/null
    )
    ;;
  esac
  # Of everything else, readline itself offers files.
}

_bump_testclient() {
  local IFS=$' \t\n' line=${'$'}{COMP_LINE:0:COMP_POINT} all=() starts=() last=-1 i token rest
  COMPREPLY=()
  # Bash has taken words apart at "=" and ":". They are one where no space is between them.
  for ((i = 0; i <= COMP_CWORD; i++)); do
    rest=${'$'}{line#"${'$'}{line%%[![:space:]]*}"}
    token=${'$'}{COMP_WORDS[i]}
    ((i == COMP_CWORD)) && token=$rest
    if ((i > 0)) && [[ $rest == "$line" && ($line != '' || ${'$'}{all[last]} == *[=:]) ]]; then
      all[last]+=$token
    else
      last=$((last + 1))
      all[last]=$token
      starts[last]=$i
    fi
    line=${'$'}{rest#"$token"}
  done

  local command='' options commands kind words optional want='' ended='' first=1 runs='' word
  __bump_testclient_words ''
  for ((i = 1; i < last; i++)); do
    word=${'$'}{all[i]}
    if [[ $want ]]; then
      want=''
    elif [[ ! $ended && $word == -- ]]; then
      ended=1
      [[ $kind == command ]] && runs=$((i + 1)) && break
    elif [[ ! $ended && $word == -?* ]]; then
      # In a subshell: it would set what the arguments are.
      [[ $word != *=* && $(__bump_testclient_value "$command $word" && echo "$optional.") == . ]] && want=$word
    elif [[ $kind == command ]]; then
      runs=$i
      break
    elif [[ $first && " $commands " == *" $word "* ]]; then
      command=$word first=''
      __bump_testclient_words "$command"
    else
      first=''
    fi
  done

  local whole=${'$'}{all[last]}
  local strip=${'$'}{whole%"$2"}
  if [[ ! $runs && ! $want && $kind == command && ($ended || $whole != -*) ]]; then runs=$last; fi
  if [[ $runs ]]; then
    if declare -F _comp_command_offset &>/dev/null; then
      _comp_command_offset "${'$'}{starts[runs]}"
    elif declare -F _command_offset &>/dev/null; then
      _command_offset "${'$'}{starts[runs]}"
    elif ((runs == last)); then
      while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -c -- "$2")
    fi
  elif [[ $want ]]; then
    __bump_testclient_value "$command $want"
    __bump_testclient_offer ''
  elif [[ ! $ended && $whole == --*=* ]]; then
    kind=other
    __bump_testclient_value "$command ${'$'}{whole%%=*}"
    __bump_testclient_offer "${'$'}{whole%%=*}="
  elif [[ ! $ended && $whole == -* ]]; then
    __bump_testclient_compopt +o default +o bashdefault
    for word in $options; do __bump_testclient_add "$word"; done
  else
    __bump_testclient_offer ''
    if [[ $first ]]; then
      for word in $commands; do __bump_testclient_add "$word"; done
      [[ ${'$'}{#COMPREPLY[@]} -gt 0 ]] || return
      __bump_testclient_compopt -o filenames
      while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -f -- "$2")
    fi
  fi
}
`.trimStart();
