import { indent } from './piece.ts';

/** How the arguments of a call are laid out. */
export interface Layout {
  readonly name: string;
  readonly write: (callee: string, args: readonly string[]) => string;
}

const lines = (args: readonly string[], end: (arg: string, last: boolean) => string): string =>
  args.map((arg, index) => indent(end(arg, index === args.length - 1))).join('\n');

const layout = (name: string, write: Layout['write']): Layout => ({ name, write });

export const LAYOUTS: readonly Layout[] = [
  layout('one line', (callee, args) => `${callee}(${args.join(', ')})`),
  layout('a trailing comma', (callee, args) => `${callee}(${args.join(', ')},)`),
  layout('wide', (callee, args) => `${callee}( ${args.map(spaced).join(' , ')} )`),
  layout('tight', (callee, args) => `${callee}(${args.join(',')})`),
  layout('a line each', (callee, args) => `${callee}(\n${lines(args, (arg) => `${arg},`)}\n)`),
  layout(
    'a line each, no last comma',
    (callee, args) => `${callee}(\n${lines(args, (arg, last) => (last ? arg : `${arg},`))}\n)`,
  ),
  layout(
    'a line each with comments',
    (callee, args) => `${callee}(  # call\n${lines(args, (arg) => `${arg},  # it's "one"`)}\n    # end\n)`,
  ),
  layout(
    'comments between',
    (callee, args) => `${callee}(\n${lines(args, (arg) => `# above, (with\n${arg},`)}\n)`,
  ),
  layout('hanging', (callee, args) => `${callee}(${args.join(',\n     ')})`),
  layout('closed on the last', (callee, args) => `${callee}(\n    ${args.join(',\n    ')})`),
  layout('in parentheses', (callee, args) => `(${callee}(${args.join(', ')}))`),
  layout(
    'a dot on a line',
    (callee, args) => `(${callee.replace(/\.(\w+)$/, '\n    .$1')}(${args.join(', ')}))`,
  ),
  layout(
    'a broken line',
    (callee, args) => `${callee.replace(/\.(\w+)$/, '\\\n        .$1')}(${args.join(', ')})`,
  ),
  layout('one line in a call over three', (callee, args) => `${callee}(\n    ${args.join(', ')}\n)`),
];

const spaced = (arg: string): string => arg.replace(/^(\w+)=(?!=)/, '$1 = ');

/** How a whole module is written. Lines stay lines. */
export const DRESSES: Readonly<Record<string, (text: string) => string>> = {
  plain: (text) => text,
  windows: (text) => text.replaceAll('\n', '\r\n'),
  tabs: (text) => text.replace(/^(?: {4})+/gm, (indent) => '\t'.repeat(indent.length / 4)),
  mark: (text) => `\uFEFF${text}`,
};
