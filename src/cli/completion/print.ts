import { ENGINE_RULES } from '../../core/engine/engine-rules.ts';
import { rules } from '../../registry.ts';
import type { CompletionRequest } from './command.ts';
import { completionScript } from './script.ts';
import { treeOf, type Word } from './tree.ts';

/** The script that a request is for. */
export function completion({ shell, program }: CompletionRequest): string {
  const own: readonly Word[] = rules.map(({ name, summary }) => ({ name, description: summary }));
  const engine = Object.entries(ENGINE_RULES).map(([name, { summary }]) => ({ name, description: summary }));
  return completionScript(shell, treeOf(program, { rules: own, all: [...own, ...engine] }));
}
