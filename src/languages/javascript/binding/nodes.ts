import { oncePer } from '../../kernel/once.ts';
import { childrenOf, type Node } from '../ast.ts';
import type { Module } from './module.ts';

/** Every node of a file, outer before inner. */
export const nodesOf = oncePer(({ program }: Module): readonly Node[] => {
  const found: Node[] = [];
  const visit = (node: Node): void => {
    found.push(node);
    childrenOf(node).forEach(visit);
  };
  visit(program);
  return found;
});
