import type { Symbol as CompilerSymbol, Type as CompilerType } from 'ts-morph';
import type { Analysis } from '../inference/analysis.ts';
import { asOldClient } from '../inference/classes/interface.ts';
import { declaredBy } from '../inference/knowledge.ts';
import { clientOf, data, none, unite, type ClassRef, type Type, type Types } from '../inference/types.ts';
import { fromHost } from './host.ts';
import { showsOldClient } from './interface.ts';

/** Types inside types that are followed; what lies deeper is of no interest here. */
const MAX_DEPTH = 4;

/** What the compiler says of a type, as far as the clients care; `undefined` where it says nothing. */
export function convert(analysis: Analysis, type: CompilerType, depth = 0): Types | undefined {
  if (type.isAny() || type.isUnknown() || type.isNever() || depth > MAX_DEPTH) return undefined;
  if (type.isTypeParameter()) {
    const bound = type.getConstraint();
    return bound && convert(analysis, bound, depth + 1);
  }
  if (type.isBoolean() || type.isBooleanLiteral()) return [data('boolean')];
  if (type.isUnion()) {
    const parts = type.getUnionTypes().map((one) => convert(analysis, one, depth + 1));
    return parts.every((part) => part !== undefined) ? unite(...parts) : undefined;
  }
  if (type.isIntersection()) {
    const parts = type.getIntersectionTypes().map((one) => convert(analysis, one, depth + 1));
    return (
      parts.find((part) => part?.some(({ is }) => is === 'client')) ??
      parts.find((part) => part !== undefined)
    );
  }
  if (type.isString() || type.isStringLiteral() || type.isTemplateLiteral()) return [data('text')];
  if (type.isNumber() || type.isNumberLiteral() || type.isBigInt() || type.isBigIntLiteral())
    return [data('number')];
  if (type.isNull() || type.isUndefined() || type.isVoid()) return [none];
  return type.isObject() ? ofObject(analysis, type, depth) : undefined;
}

function ofObject(analysis: Analysis, type: CompilerType, depth: number): Types | undefined {
  if (type.isTuple()) {
    const items = type.getTupleElements().map((one) => convert(analysis, one, depth + 1) ?? []);
    return [{ is: 'array', items }];
  }
  const element = type.getArrayElementType();
  if (element) return [{ is: 'many', of: convert(analysis, element, depth + 1) ?? [] }];
  const name = (type.getSymbol() ?? type.getAliasSymbol())?.getName() ?? '';
  const [argument] = type.getTypeArguments();
  if (/^Promise(?:Like)?$/.test(name) && argument) return convert(analysis, argument, depth + 1);
  const client = clientType(analysis, type, 0);
  if (client) return [client];
  const known = declaredBy(name);
  if (known) return [known];
  if (type.getCallSignatures().length > 0 || type.getConstructSignatures().length > 0) return undefined;
  const isPlain = type.isAnonymous() || type.isInterface() || name === 'Record';
  const hasMethods = type.getProperties().some((property) => isMethod(property));
  return [isPlain && !hasMethods ? data('mapping') : { is: 'made', by: name }];
}

const isMethod = (property: CompilerSymbol): boolean =>
  property.getDeclarations().some((one) => one.getKindName().startsWith('Method'));

/** A class by the name of a client that shows the old interface, or one that derives from it. */
function clientType(analysis: Analysis, type: CompilerType, depth: number): Type | undefined {
  const symbol = type.getSymbol();
  if (!symbol || depth > MAX_DEPTH) return undefined;
  const cls = classOf(analysis, symbol);
  if (analysis.names.classes.has(symbol.getName()) && isNamed(symbol))
    return ofName(analysis, type, symbol, cls);
  const bases = type.getBaseTypes().flatMap((base) => clientType(analysis, base, depth + 1) ?? []);
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
  analysis: Analysis,
  type: CompilerType,
  symbol: CompilerSymbol,
  cls: ClassRef | undefined,
): Type | undefined {
  if (cls) {
    const known = asOldClient(analysis, cls);
    return known && typed(known);
  }
  const isKnown = analysis.names.configured.has(symbol.getName()) || showsOldClient(type);
  return isKnown ? typed({ is: 'client-class' }) : undefined;
}

function typed(client: Extract<Type, { is: 'client-class' }>): Type {
  const made = clientOf(client, 'typed');
  return made.likely ? made : { ...made, because: 'typed' };
}

const isNamed = (symbol: CompilerSymbol): boolean =>
  symbol.getDeclarations().some((one) => /^(?:Class|Interface)Declaration$/.test(one.getKindName()));

/** The class of the project that a symbol is. */
function classOf(analysis: Analysis, symbol: CompilerSymbol): ClassRef | undefined {
  const path = symbol.getDeclarations()[0]?.getSourceFile().getFilePath();
  const module = path === undefined ? undefined : analysis.module(fromHost(path));
  const bindings = module?.scope.variables.get(symbol.getName())?.bindings ?? [];
  const cls = bindings.flatMap(({ origin }) => (origin.by === 'class' ? [origin.cls] : []))[0];
  return module && cls ? { module, node: cls } : undefined;
}
