import type {
  Argument,
  ComprehensionClause,
  Expr,
  Identifier,
  Parameter,
} from '../../src/languages/python/ast/expressions.ts';
import type { Stmt } from '../../src/languages/python/ast/statements.ts';
import { loadPython, parsePythonSync } from '../../src/languages/python/parser.ts';

await loadPython();

/** The statements of a source, each as an s-expression; throws if the source does not parse. */
export function outline(source: string): string {
  const { body, problem } = parsePythonSync(source);
  if (problem) throw new Error(problem.message);
  return statements(body, source);
}

/** The expression that is the first statement of a source. */
export function parseExpression(source: string): Expr {
  const [statement] = parsePythonSync(source).body;
  if (statement?.kind !== 'expression') throw new Error(`no expression: ${source}`);
  return statement.value;
}

const list = (...parts: readonly (string | undefined)[]): string => `(${words(...parts)})`;

const words = (...parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined && part !== '').join(' ');

const statements = (body: readonly Stmt[], source: string): string =>
  words(...body.map((one) => printStatement(one, source)));

const block = (name: string, body: readonly Stmt[], source: string): string | undefined =>
  body.length > 0 ? list(name, statements(body, source)) : undefined;

const ids = (names: readonly Identifier[]): string => words(...names.map(({ id }) => id));

const as = (alias: Identifier | undefined): string => (alias ? `:${alias.id}` : '');

export function print(node: Expr, source: string): string {
  const all = (nodes: readonly Expr[]): string => words(...nodes.map((one) => print(one, source)));
  const show = (part: Expr | undefined): string | undefined => part && print(part, source);
  switch (node.kind) {
    case 'name':
      return node.id;
    case 'attribute':
      return list('.', show(node.object), node.attribute.id);
    case 'call':
      return list('call', show(node.callee), ...node.args.map((one) => printArgument(one, source)));
    case 'subscript':
      return list('[]', show(node.object), all(node.indices));
    case 'text': {
      const value = node.value === undefined ? '?' : JSON.stringify(node.value);
      const text = `${node.bytes ? 'b' : ''}${value}`;
      return node.parts.length > 0 ? list(text, all(node.parts)) : text;
    }
    case 'number':
    case 'true':
    case 'false':
    case 'none':
    case 'ellipsis':
      return source.slice(node.start, node.end);
    case 'list':
    case 'tuple':
    case 'set':
      return list(node.kind, all(node.items));
    case 'dict':
      return list(
        'dict',
        ...node.entries.map(({ key, value }) => `${show(key) ?? '**'}:${show(value) ?? ''}`),
      );
    case 'list-comprehension':
    case 'set-comprehension':
    case 'dict-comprehension':
    case 'generator': {
      const clauses = node.clauses.map((one) => printClause(one, source));
      return list(node.kind, show(node.key), show(node.element), ...clauses);
    }
    case 'binary':
    case 'boolean':
      return list(node.operator, show(node.left), show(node.right));
    case 'comparison':
      return list(
        'comparison',
        ...node.parts.flatMap((part, index) => [node.operators[index - 1], print(part, source)]),
      );
    case 'conditional':
      return list('if-else', show(node.test), show(node.then), show(node.otherwise));
    case 'lambda':
      return list('lambda', printParameters(node.parameters, source), show(node.body));
    case 'await':
      return list('await', show(node.value));
    case 'yield':
      return list(node.from ? 'yield-from' : 'yield', show(node.value));
    case 'starred':
      return list('*', show(node.value));
    case 'walrus':
      return list(':=', show(node.target), show(node.value));
    case 'other':
      return list(node.what, all(node.parts));
  }
}

function printArgument({ form, name, value }: Argument, source: string): string {
  const prefix = { positional: '', keyword: `${name?.id ?? ''}=`, splat: '*', 'double-splat': '**' };
  return prefix[form] + print(value, source);
}

const printClause = (one: ComprehensionClause, source: string): string =>
  one.kind === 'if'
    ? list('if', print(one.test, source))
    : list('for', print(one.target, source), print(one.iterable, source));

function printParameters(parameters: readonly Parameter[], source: string): string {
  const prefix = { positional: '', 'keyword-only': 'only:', args: '*', kwargs: '**' };
  return list(
    ...parameters.map(({ form, name, annotation, default: value }) => {
      const type = annotation ? `:${print(annotation, source)}` : '';
      return `${prefix[form]}${name.id}${type}${value ? `=${print(value, source)}` : ''}`;
    }),
  );
}

function printStatement(node: Stmt, source: string): string {
  const show = (part: Expr | undefined): string | undefined => part && print(part, source);
  const all = (nodes: readonly Expr[]): string => words(...nodes.map((one) => print(one, source)));
  switch (node.kind) {
    case 'function':
      return list(
        node.async ? 'async-def' : 'def',
        node.name.id,
        printParameters(node.parameters, source),
        node.returns && `->${print(node.returns, source)}`,
        ...node.decorators.map((one) => `@${print(one, source)}`),
        statements(node.body, source),
      );
    case 'class':
      return list(
        'class',
        node.name.id,
        list(...node.bases.map((one) => printArgument(one, source))),
        ...node.decorators.map((one) => `@${print(one, source)}`),
        statements(node.body, source),
      );
    case 'assign':
      return list(
        '=',
        all(node.targets),
        node.annotation && `:${print(node.annotation, source)}`,
        show(node.value),
      );
    case 'augmented':
      return list(`${node.operator}=`, show(node.target), show(node.value));
    case 'expression':
      return print(node.value, source);
    case 'return':
      return list('return', show(node.value));
    case 'import':
      return list('import', ...node.names.map(({ path, alias }) => path + as(alias)));
    case 'import-from': {
      const names = node.names.map(({ name, alias }) => name.id + as(alias));
      const brackets = node.parenthesized ? '()' : undefined;
      return list(
        'from',
        '.'.repeat(node.level) + node.path,
        node.star ? '*' : undefined,
        ...names,
        brackets,
      );
    }
    case 'if':
      return list(
        'if',
        show(node.test),
        statements(node.body, source),
        block('else', node.otherwise, source),
      );
    case 'for':
      return list(
        'for',
        show(node.target),
        show(node.iterable),
        statements(node.body, source),
        block('else', node.otherwise, source),
      );
    case 'while':
      return list(
        'while',
        show(node.test),
        statements(node.body, source),
        block('else', node.otherwise, source),
      );
    case 'with':
      return list(
        'with',
        ...node.items.map(
          ({ value, target }) => print(value, source) + (target ? `:${print(target, source)}` : ''),
        ),
        statements(node.body, source),
      );
    case 'try':
      return list(
        'try',
        statements(node.body, source),
        ...node.handlers.map(({ type, name, body }) =>
          list(`except${as(name)}`, show(type), statements(body, source)),
        ),
        block('else', node.otherwise, source),
        block('finally', node.finally, source),
      );
    case 'match':
      return list(
        'match',
        show(node.subject),
        ...node.cases.map(({ captures, irrefutable, guard, body }) =>
          list(
            irrefutable ? 'case-any' : 'case',
            list(ids(captures)),
            guard && `if:${print(guard, source)}`,
            statements(body, source),
          ),
        ),
      );
    case 'global':
    case 'nonlocal':
      return list(node.kind, ids(node.names));
    case 'delete':
      return list('del', all(node.targets));
    case 'other':
      return list(node.what, all(node.parts));
  }
}
