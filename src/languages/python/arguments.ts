import type { SyntaxProblem } from '../../core/language.ts';
import type { Argument, Call } from './ast/expressions.ts';

/** The first call whose arguments no Python takes in this order, or that names one twice. The grammar takes both. */
export function argumentsProblem(calls: readonly Call[]): SyntaxProblem | undefined {
  let first: SyntaxProblem | undefined;
  for (const { args } of calls) {
    const found = wrongAmong(args);
    if (found && (!first || found.at < first.at)) first = found;
  }
  return first;
}

function wrongAmong(args: readonly Argument[]): SyntaxProblem | undefined {
  const names = new Set<string>();
  let isUnpacked = false;
  for (const { start, form, name } of args)
    switch (form) {
      case 'positional':
        if (isUnpacked)
          return { at: start, message: 'positional argument follows keyword argument unpacking' };
        if (names.size > 0) return { at: start, message: 'positional argument follows keyword argument' };
        break;
      case 'splat':
        if (isUnpacked)
          return { at: start, message: 'iterable argument unpacking follows keyword argument unpacking' };
        break;
      case 'double-splat':
        isUnpacked = true;
        break;
      case 'keyword': {
        // Python compares names as it normalises them.
        const id = name?.id.normalize('NFKC') ?? '';
        if (names.has(id)) return { at: start, message: `keyword argument repeated: ${id}` };
        names.add(id);
      }
    }
  return undefined;
}
