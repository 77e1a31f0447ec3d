import type { Attribute, Expr } from '../../ast/expressions.ts';
import type { Module } from '../../binding/module.ts';
import { isForOldClient } from '../../guards/purpose.ts';
import type { Analysis } from '../../inference/analysis.ts';
import { CLIENT_METHODS } from '../../inference/knowledge.ts';
import { receiverOf } from '../subjects.ts';

/**
 * Whether an expression is a method of a test client, as it is read. What a name alone makes a client is none, and neither is one
 * that tests hand to the code they test, or in code that runs with the old client alone.
 */
export function isOfTestClient(analysis: Analysis, module: Module, node: Expr): node is Attribute {
  if (node.kind !== 'attribute' || !CLIENT_METHODS.has(node.attribute.id)) return false;
  const receiver = receiverOf(analysis, module, node.object, node.attribute.id);
  return (
    receiver?.library === 'test-client' &&
    !HIDDEN.has(receiver.because) &&
    !isForOldClient(analysis, { module, node })
  );
}

const HIDDEN: ReadonlySet<string> = new Set(['named', 'injected']);
