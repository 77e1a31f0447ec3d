import { expect, test } from 'vitest';
import { childrenOf, spanOf, type Node } from '../../../src/languages/javascript/ast.ts';
import { nodesAround } from '../../../src/languages/javascript/lowering/find.ts';
import { parse } from '../../../src/languages/javascript/parser.ts';
import { contains } from '../../../src/core/text.ts';

const many = (text: string): string => text.repeat(30);

const LONG = `const elements = <div class="a">${many('\n  <Row load={() => client.get("/")} /> {/* c */}')}</div>;
const rows = [${many('client.get("/", { a, b: 1 }), , ')}];
const all = { ${many('key: client.post("/"), ...rest, method() { return 1; }, ')} };
call(${many('@inject() one, (two as T), ...three, ').replaceAll('@inject() ', '')});
class Api { ${many('@dec() name = 1; get(@query() id: string) { return id; } ')} }
function long(${Array.from({ length: 30 }, (_, i) => `@query() p${i}: string`).join()}) {}
const text = \`${many('${a}${b} ')}\`;
switch (x) { ${Array.from({ length: 30 }, (_, i) => `case ${i}: f(); break;`).join(' ')} }
`;

test('the nodes around a span are those that hold it, however many stand beside each other', () => {
  const parsed = parse('long.tsx', LONG);
  if ('problem' in parsed) throw new Error(parsed.problem.message);
  const all: Node[] = [];
  const visit = (node: Node): void => {
    all.push(node);
    childrenOf(node).forEach(visit);
  };
  visit(parsed.program);
  const tree = { ...parsed, path: 'long.tsx', source: LONG };
  for (const node of all) {
    const span = spanOf(node);
    if (span.start === span.end) continue;
    expect(nodesAround(tree, span)).toEqual(all.filter((one) => contains(spanOf(one), span)));
  }
});
