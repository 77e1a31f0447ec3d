import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { messageOf } from '../runner/errors.ts';

/** A JSON Schema that is made from types, so that the two cannot differ. Documents may have more fields than it names. */
interface Made {
  /** Where it is kept. */
  readonly path: string;
  /** The files with the types, and with what they name. */
  readonly sources: readonly string[];
  /** The type of a document. */
  readonly type: string;
  readonly title: string;
}

const SCHEMAS: readonly Made[] = [
  {
    path: 'docs/evidence.schema.json',
    sources: ['src/evidence/format.ts', 'src/core/model/recorded.ts'],
    type: 'Line',
    title: 'A line of .bump-testclient/evidence.jsonl',
  },
  {
    path: 'docs/report.schema.json',
    sources: ['src/reporters/json/document.ts', 'src/core/rule.ts'],
    type: 'JsonReport',
    title: 'A report of `bump-testclient --format json`',
  },
];

type Schema = Readonly<Record<string, unknown>>;
type Declaration = ts.InterfaceDeclaration | ts.TypeAliasDeclaration;

/** The schemas by their paths; none of types that are not there. Throws for a type that there are no words for. */
export const schemas = (root: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    SCHEMAS.filter(({ sources }) => sources.every((file) => existsSync(join(root, file)))).map((made) => [
      made.path,
      schemaFrom(root, made),
    ]),
  );

function schemaFrom(root: string, { path, sources, type, title }: Made): string {
  const known = new Map(sources.flatMap((file) => declarationsIn(join(root, file))));
  const named = new Map<string, Schema>();
  try {
    referTo(type, known, named);
  } catch (error) {
    throw new Error(`${path}: ${messageOf(error)}`, { cause: error });
  }
  const { [type]: document, ...definitions } = Object.fromEntries(
    [...named].sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  return JSON.stringify({
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: `https://github.com/bump-testclient/bump-testclient/blob/main/${path}`,
    title,
    ...document,
    definitions,
  });
}

function declarationsIn(file: string): readonly (readonly [string, Declaration])[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  return source.statements.flatMap((statement) =>
    ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)
      ? [[statement.name.text, statement] as const]
      : [],
  );
}

/** A reference to the schema of a type, which is made where it is not there yet. */
function referTo(name: string, known: ReadonlyMap<string, Declaration>, named: Map<string, Schema>): Schema {
  const declaration = known.get(name);
  if (!declaration) throw new Error(`the type ${name} is not known`);
  if (!named.has(name)) {
    named.set(name, {});
    const words: Words = { refer: (other) => referTo(other, known, named) };
    const schema = ts.isInterfaceDeclaration(declaration)
      ? objectOf(membersOf(declaration, known), words)
      : schemaOf(declaration.type, words);
    named.set(name, { ...described(declaration), ...schema });
  }
  return { $ref: `#/definitions/${name}` };
}

/** With those of the types that it extends. */
function membersOf(
  { members, heritageClauses }: ts.InterfaceDeclaration,
  known: ReadonlyMap<string, Declaration>,
): readonly ts.TypeElement[] {
  const inherited = (heritageClauses ?? [])
    .flatMap(({ types }) => types)
    .flatMap(({ expression }) => {
      const parent = known.get(expression.getText());
      if (!parent || !ts.isInterfaceDeclaration(parent))
        throw new Error(`there are no words for what extends ${expression.getText()}`);
      return membersOf(parent, known);
    });
  return [...members, ...inherited];
}

interface Words {
  readonly refer: (name: string) => Schema;
}

/** What the comment in front of a declaration says, in one line. */
function described(node: ts.Node): Schema {
  const [comment] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  const text = ts.getTextOfJSDocComment(comment?.comment);
  return text ? { description: text.replace(/\s+/g, ' ') } : {};
}

function objectOf(members: readonly ts.TypeElement[], words: Words): Schema {
  const fields = members.filter(ts.isPropertySignature);
  const required = fields.filter(({ questionToken }) => !questionToken).map(({ name }) => name.getText());
  return {
    type: 'object',
    properties: Object.fromEntries(
      fields.map((field) => [field.name.getText(), { ...described(field), ...schemaOf(field.type, words) }]),
    ),
    ...(required.length > 0 && { required }),
  };
}

const PLAIN: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [ts.SyntaxKind.StringKeyword, 'string'],
  // All of them are counts, lines and columns.
  [ts.SyntaxKind.NumberKeyword, 'integer'],
  [ts.SyntaxKind.BooleanKeyword, 'boolean'],
]);

function schemaOf(type: ts.TypeNode | undefined, words: Words): Schema {
  if (!type) throw new Error('a field has no type');
  const plain = PLAIN.get(type.kind);
  if (plain !== undefined) return { type: plain };
  if (ts.isParenthesizedTypeNode(type)) return schemaOf(type.type, words);
  if (ts.isTypeOperatorNode(type)) return schemaOf(type.type, words);
  if (ts.isArrayTypeNode(type)) return { type: 'array', items: schemaOf(type.elementType, words) };
  if (ts.isTupleTypeNode(type)) return tupleOf(type, words);
  if (ts.isUnionTypeNode(type)) return unionOf(type, words);
  if (ts.isLiteralTypeNode(type)) return { const: literalOf(type) };
  if (ts.isTypeLiteralNode(type)) return objectOf(type.members, words);
  if (ts.isTypeReferenceNode(type)) return referenceOf(type, words);
  throw new Error(`there are no words for ${type.getText()}`);
}

function tupleOf({ elements }: ts.TupleTypeNode, words: Words): Schema {
  const items = elements.map((element) =>
    schemaOf(ts.isNamedTupleMember(element) ? element.type : element, words),
  );
  const needed = elements.filter((element) => !(ts.isNamedTupleMember(element) && element.questionToken));
  return { type: 'array', items, additionalItems: false, minItems: needed.length };
}

function unionOf({ types }: ts.UnionTypeNode, words: Words): Schema {
  return types.every(ts.isLiteralTypeNode)
    ? { enum: types.map(literalOf) }
    : { anyOf: types.map((one) => ({ ...described(one), ...schemaOf(one, words) })) };
}

function literalOf({ literal }: ts.LiteralTypeNode): string | number | boolean | null {
  if (ts.isStringLiteral(literal)) return literal.text;
  if (ts.isNumericLiteral(literal)) return Number(literal.text);
  if (literal.kind === ts.SyntaxKind.NullKeyword) return null;
  return literal.kind === ts.SyntaxKind.TrueKeyword;
}

/** `Readonly<Record<string, T>>`, or a type by its name. */
function referenceOf({ typeName, typeArguments }: ts.TypeReferenceNode, words: Words): Schema {
  const [first, second] = typeArguments ?? [];
  switch (typeName.getText()) {
    case 'Readonly':
      return schemaOf(first, words);
    case 'Record':
      return { type: 'object', additionalProperties: schemaOf(second, words) };
    default:
      return words.refer(typeName.getText());
  }
}
