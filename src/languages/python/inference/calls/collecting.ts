import type { Call, Expr } from '../../ast/expressions.ts';
import type { Analysis } from '../analysis.ts';
import { asCollections } from '../classes/iteration.ts';
import { elementsOf, hidden } from '../collections/elements.ts';
import { valuesOf } from '../collections/mappings.ts';
import { positional } from '../functions/arguments.ts';
import { data, unite, type Placed, type Type, type Types } from '../types.ts';

/** What a function outside the project that takes or makes collections gives; `undefined` for any other function. */
export function collect(analysis: Analysis, path: string, { module, node }: Placed<Call>): Types | undefined {
  const itemsOf = (expr: Expr | undefined): Types =>
    expr ? elementsOf(asCollections(analysis, analysis.infer({ module, node: expr }))) : [];
  const all = node.args.map(({ value }) => value);
  const first = positional(node.args, 0);
  switch (path) {
    case 'builtins.dict':
    case 'collections.OrderedDict':
      return [data('mapping', { module, node })];
    case 'collections.ChainMap':
      return [
        { ...data('mapping'), holds: unite(...all.map((one) => valuesIn(analysis, { module, node: one }))) },
      ];
    case 'builtins.list':
    case 'builtins.tuple':
    case 'builtins.set':
    case 'builtins.sorted':
    case 'collections.deque':
    case 'queue.Queue':
    case 'queue.LifoQueue':
    case 'queue.SimpleQueue':
    case 'asyncio.Queue':
      return [many(itemsOf(first))];
    case 'builtins.iter':
    case 'builtins.aiter':
    case 'builtins.reversed':
    case 'itertools.cycle':
    case 'itertools.islice':
      return [lazily(itemsOf(first))];
    case 'builtins.filter':
      return [lazily(itemsOf(positional(node.args, 1)))];
    case 'itertools.chain':
      return [lazily(unite(...all.map(itemsOf)))];
    case 'builtins.next':
    case 'builtins.anext':
      return itemsOf(first);
    case 'builtins.zip':
      return [lazily([{ is: 'tuple', items: all.map(itemsOf) }])];
    case 'builtins.enumerate':
      return [lazily([{ is: 'tuple', items: [[data('number')], itemsOf(first)] }])];
    default:
      return undefined;
  }
}

const valuesIn = (analysis: Analysis, at: Placed): Types =>
  unite(
    ...analysis
      .infer(at)
      .map((type) => (type.is === 'data' && type.kind === 'mapping' ? valuesOf(analysis, type) : [hidden])),
  );

const many = (of: Types): Type => ({ is: 'many', of, lazy: false });
const lazily = (of: Types): Type => ({ is: 'many', of, lazy: true });
