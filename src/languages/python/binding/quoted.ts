import { onceWithin } from '../../kernel/once.ts';
import type { Expr } from '../ast/expressions.ts';
import { parsePythonSync } from '../parser.ts';
import { bindModule, type Module } from './module.ts';

interface Quoted {
  readonly module: Module;
  readonly node: Expr;
}

/**
 * An expression in a string of a module, like a forward reference or the condition of `skipif("...")`: its names are looked up as
 * if it stood at the end of the module. `undefined` where the text is no expression. A text is parsed once for a module.
 */
export const expressionIn = onceWithin(
  (text: string) => text,
  undefined,
  (module: Module, text: string): Quoted | undefined => {
    const source = text.trim();
    const ast = parsePythonSync(source);
    const [statement] = ast.body;
    if (ast.problem || statement?.kind !== 'expression') return undefined;
    const { scope, stars, functions, classes } = module;
    const inner: Module = {
      ...bindModule(module.path, source, ast),
      ...{ scope, stars, functions, classes },
      bindingsOf: (name) => scope.bindings.get(name.id) ?? [],
    };
    return { module: inner, node: statement.value };
  },
);
