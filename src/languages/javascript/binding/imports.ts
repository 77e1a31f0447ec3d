import { keyName, requiredBy, unwrap, type Identifier, type Node, type StringLiteral } from '../ast.ts';

/** A name or a module that a statement imports. */
export interface Imported {
  /** The import statement, the declaration that requires a module, or the statement that hands something on. */
  readonly statement: Node;
  /** What is imported, with its alias; the statement itself where nothing in it has a name. */
  readonly node: Node;
  /** The string that names the module. */
  readonly source: StringLiteral;
  /** What the module exports it as; `*` for all of it, `=` for what CommonJS makes of all of it. */
  readonly name: string;
  /** What it is called in the file; absent where it is not. */
  readonly local?: Identifier;
  /**
   * `effect`: `import "a"`. `export`: it is handed on. `whole`: `const a = require("a")`, `import a = require("a")`.
   * `property`: `const { a } = require("a")`.
   */
  readonly form: 'named' | 'default' | 'namespace' | 'effect' | 'export' | 'whole' | 'property';
}

/** What a statement imports, in source order; nothing for any other node. */
export function importedBy(statement: Node): readonly Imported[] {
  switch (statement.type) {
    case 'ImportDeclaration':
      return imports(statement);
    case 'TSImportEqualsDeclaration': {
      const { moduleReference: from, id } = statement;
      return from.type === 'TSExternalModuleReference'
        ? [{ statement, node: id, source: from.expression, name: '=', local: id, form: 'whole' }]
        : [];
    }
    case 'VariableDeclaration':
      return statement.declarations.flatMap(({ id, init }) => (init ? required(statement, id, init) : []));
    case 'ExportAllDeclaration':
      return [{ statement, node: statement, source: statement.source, name: '*', form: 'export' }];
    case 'ExportNamedDeclaration': {
      const { source } = statement;
      return source
        ? statement.specifiers.map((node) => ({
            statement,
            node,
            source,
            name: node.type === 'ExportSpecifier' ? node.local.name : '*',
            form: 'export',
          }))
        : [];
    }
    default:
      return [];
  }
}

function imports(statement: Extract<Node, { type: 'ImportDeclaration' }>): readonly Imported[] {
  const { source, specifiers } = statement;
  if (specifiers.length === 0) return [{ statement, node: statement, source, name: '*', form: 'effect' }];
  return specifiers.map((node): Imported => {
    const common = { statement, node, source, local: node.local };
    if (node.type === 'ImportNamespaceSpecifier') return { ...common, name: '*', form: 'namespace' };
    if (node.type === 'ImportDefaultSpecifier') return { ...common, name: 'default', form: 'default' };
    return { ...common, name: keyName(node.imported, false) ?? '', form: 'named' };
  });
}

function required(statement: Node, id: Node, init: Node): readonly Imported[] {
  const call = unwrap(init);
  const source = requiredBy(call) === undefined ? undefined : firstArgument(call);
  if (!source) return [];
  if (id.type === 'Identifier') return [{ statement, node: id, source, name: '=', local: id, form: 'whole' }];
  if (id.type !== 'ObjectPattern') return [];
  return id.properties.flatMap((node): readonly Imported[] => {
    const name = node.type === 'ObjectProperty' ? keyName(node.key, node.computed) : undefined;
    if (node.type !== 'ObjectProperty' || name === undefined || node.value.type !== 'Identifier') return [];
    return [{ statement, node, source, name, local: node.value, form: 'property' }];
  });
}

function firstArgument(call: Node): StringLiteral | undefined {
  const [first] = call.type === 'CallExpression' ? call.arguments : [];
  return first?.type === 'StringLiteral' ? first : undefined;
}
