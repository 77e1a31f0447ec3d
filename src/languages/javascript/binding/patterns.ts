import { keyName, unwrap, type Identifier, type Node } from '../ast.ts';
import type { Annotation, Step } from './scope.ts';

/** A name in a pattern, the way to its value, and the type that is written beside the pattern. */
export interface Bound {
  readonly target: Identifier;
  readonly path: readonly Step[];
  readonly annotation?: Annotation;
}

/** A member in a pattern: `[this.client] = ...`. */
export interface Stored {
  readonly member: Node;
  readonly path: readonly Step[];
}

export interface Unpacked {
  readonly bound: readonly Bound[];
  readonly stored: readonly Stored[];
  /** Expressions inside: defaults and computed keys. */
  readonly expressions: readonly Node[];
}

/** Takes a pattern apart. */
export function unpackPattern(pattern: Node): Unpacked {
  const bound: Bound[] = [];
  const stored: Stored[] = [];
  const expressions: Node[] = [];
  const visit = (node: Node, path: readonly Step[], annotation: Annotation | undefined): void => {
    const own = annotationOf(node);
    const declared = own ? { type: own, path: [] } : annotation;
    switch (node.type) {
      case 'Identifier':
        bound.push({ target: node, path, ...(declared && { annotation: declared }) });
        return;
      case 'AssignmentPattern': {
        expressions.push(node.right);
        return visit(node.left, withFallback(path, node.right), declared);
      }
      case 'ObjectPattern':
        for (const property of node.properties) {
          if (property.type === 'RestElement') {
            const step: Step = { to: { by: 'rest', without: keysIn(node) } };
            visit(property.argument, [...path, step], further(declared, step));
            continue;
          }
          if (property.computed) expressions.push(property.key);
          const step: Step = { to: { by: 'key', key: keyName(property.key, property.computed) } };
          visit(property.value, [...path, step], further(declared, step));
        }
        return;
      case 'ArrayPattern':
        for (const [index, element] of node.elements.entries()) {
          if (!element) continue;
          const isRest = element.type === 'RestElement';
          const step: Step = { to: isRest ? { by: 'rest' } : { by: 'index', index } };
          visit(isRest ? element.argument : element, [...path, step], further(declared, step));
        }
        return;
      case 'RestElement':
        return visit(node.argument, path, declared);
      case 'TSParameterProperty':
        return visit(node.parameter, path, declared);
      default: {
        const inner = unwrap(node);
        if (inner !== node) return visit(inner, path, declared);
        stored.push({ member: node, path });
      }
    }
  };
  visit(pattern, [], undefined);
  return { bound, stored, expressions };
}

const keysIn = ({ properties }: Extract<Node, { type: 'ObjectPattern' }>): readonly string[] =>
  properties.flatMap((one) => (one.type === 'RestElement' ? [] : (keyName(one.key, one.computed) ?? [])));

const further = (annotation: Annotation | undefined, step: Step): Annotation | undefined =>
  annotation && { type: annotation.type, path: [...annotation.path, step] };

function withFallback(path: readonly Step[], fallback: Node): readonly Step[] {
  const last = path.at(-1);
  return last && !last.fallback
    ? [...path.slice(0, -1), { ...last, fallback }]
    : [...path, { to: { by: 'itself' }, fallback }];
}

/** The type written beside a pattern, without its colon. */
export function annotationOf(node: Node): Node | undefined {
  if (!('typeAnnotation' in node)) return undefined;
  const { typeAnnotation } = node;
  if (!typeAnnotation || typeof typeAnnotation !== 'object') return undefined;
  return typeAnnotation.type === 'TSTypeAnnotation' || typeAnnotation.type === 'TypeAnnotation'
    ? typeAnnotation.typeAnnotation
    : typeAnnotation;
}
