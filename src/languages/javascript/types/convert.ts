import type { ts } from 'ts-morph';
import type { Analysis } from '../inference/analysis.ts';
import { asOldClient } from '../inference/classes/interface.ts';
import { declaredBy } from '../inference/knowledge.ts';
import { clientOf, data, none, unite, type ClassRef, type Type, type Types } from '../inference/types.ts';
import type { Compiler } from './compiler.ts';
import { fromHost } from './host.ts';
import { showsOldClient } from './interface.ts';

/** Types inside types that are followed; what lies deeper is of no interest here. */
const MAX_DEPTH = 4;

/** What a type is read with: the compiler that it is of, and the analysis that asks. */
interface Reading extends Compiler {
  readonly analysis: Analysis;
}

/** What the compiler says of a type, as far as the clients care; `undefined` where it says nothing. */
export function convert(reading: Reading, type: ts.Type, depth = 0): Types | undefined {
  const { TypeFlags } = reading.ts;
  const { flags } = type;
  if (flags & (TypeFlags.Any | TypeFlags.Unknown | TypeFlags.Never) || depth > MAX_DEPTH) return undefined;
  if (flags & TypeFlags.TypeParameter) {
    const bound = boundOf(reading, type);
    return bound && convert(reading, bound, depth + 1);
  }
  if (flags & TypeFlags.BooleanLike) return [data('boolean')];
  if (type.isUnion()) {
    const parts = type.types.map((one) => convert(reading, one, depth + 1));
    return parts.every((part) => part !== undefined) ? unite(...parts) : undefined;
  }
  if (type.isIntersection()) {
    const parts = type.types.map((one) => convert(reading, one, depth + 1));
    return (
      parts.find((part) => part?.some(({ is }) => is === 'client')) ??
      parts.find((part) => part !== undefined)
    );
  }
  if (flags & (TypeFlags.String | TypeFlags.StringLiteral | TypeFlags.TemplateLiteral)) return [data('text')];
  if (flags & (TypeFlags.Number | TypeFlags.NumberLiteral | TypeFlags.BigInt | TypeFlags.BigIntLiteral))
    return [data('number')];
  if (flags & (TypeFlags.Null | TypeFlags.Undefined | TypeFlags.Void)) return [none];
  return flags & TypeFlags.Object ? ofObject(reading, type as ts.ObjectType, depth) : undefined;
}

/** What a type parameter is written to extend. */
function boundOf({ ts, checker }: Compiler, type: ts.Type): ts.Type | undefined {
  const declaration = type.getSymbol()?.declarations?.[0];
  const bound =
    declaration && ts.isTypeParameterDeclaration(declaration) ? declaration.constraint : undefined;
  return bound && checker.getTypeAtLocation(bound);
}

function ofObject(reading: Reading, type: ts.ObjectType, depth: number): Types | undefined {
  const { ts, checker } = reading;
  const given = checker.getTypeArguments(type as ts.TypeReference);
  const [argument] = given;
  if (checker.isTupleType(type)) {
    const items = given.map((one) => convert(reading, one, depth + 1) ?? []);
    return [{ is: 'array', items }];
  }
  const symbol = type.getSymbol();
  if (argument && given.length === 1 && /^(?:Readonly)?Array$/.test(symbol?.getName() ?? ''))
    return [{ is: 'many', of: convert(reading, argument, depth + 1) ?? [] }];
  const name = (symbol ?? type.aliasSymbol)?.getName() ?? '';
  if (/^Promise(?:Like)?$/.test(name) && argument) return convert(reading, argument, depth + 1);
  const client = clientType(reading, type, 0);
  if (client) return [client];
  const known = declaredBy(name);
  if (known) return [known];
  if (type.getCallSignatures().length > 0 || type.getConstructSignatures().length > 0) return undefined;
  const isPlain =
    (type.objectFlags & (ts.ObjectFlags.Anonymous | ts.ObjectFlags.Interface)) !== 0 || name === 'Record';
  const hasMethods = type.getProperties().some((property) => isMethod(reading, property));
  return [isPlain && !hasMethods ? data('mapping') : { is: 'made', by: name }];
}

const isMethod = ({ ts }: Compiler, { declarations = [] }: ts.Symbol): boolean =>
  declarations.some((one) => ts.isMethodDeclaration(one) || ts.isMethodSignature(one));

/** A class by the name of a client that shows the old interface, or one that derives from it. */
function clientType(reading: Reading, type: ts.Type, depth: number): Type | undefined {
  const symbol = type.getSymbol();
  if (!symbol || depth > MAX_DEPTH) return undefined;
  const cls = classOf(reading, symbol);
  if (reading.analysis.names.classes.has(symbol.getName()) && isNamed(reading, symbol))
    return ofName(reading, type, symbol, cls);
  const bases = (type.getBaseTypes() ?? []).flatMap((base) => clientType(reading, base, depth + 1) ?? []);
  const [base] = bases;
  if (base?.is !== 'client') return undefined;
  return typed({
    is: 'client-class',
    ...(cls && { cls }),
    derived: true,
    ...(base.named !== undefined && { named: base.named }),
  });
}

function ofName(
  reading: Reading,
  type: ts.Type,
  symbol: ts.Symbol,
  cls: ClassRef | undefined,
): Type | undefined {
  const { analysis, checker } = reading;
  if (cls) {
    const known = asOldClient(analysis, cls);
    return known && typed(known);
  }
  const isKnown = analysis.names.configured.has(symbol.getName()) || showsOldClient(checker, type);
  return isKnown ? typed({ is: 'client-class' }) : undefined;
}

function typed(client: Extract<Type, { is: 'client-class' }>): Type {
  const made = clientOf(client, 'typed');
  return made.likely ? made : { ...made, because: 'typed' };
}

const isNamed = ({ ts }: Compiler, { declarations = [] }: ts.Symbol): boolean =>
  declarations.some((one) => ts.isClassDeclaration(one) || ts.isInterfaceDeclaration(one));

/** The class of the project that a symbol is. */
function classOf({ analysis }: Reading, symbol: ts.Symbol): ClassRef | undefined {
  const path = symbol.declarations?.[0]?.getSourceFile().fileName;
  const module = path === undefined ? undefined : analysis.module(fromHost(path));
  const bindings = module?.scope.variables.get(symbol.getName())?.bindings ?? [];
  const cls = bindings.flatMap(({ origin }) => (origin.by === 'class' ? [origin.cls] : []))[0];
  return module && cls ? { module, node: cls } : undefined;
}
