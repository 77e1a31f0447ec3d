import { describe, expect, test } from 'vitest';
import type { ClientCall } from '../../../src/core/model/calls.ts';
import type { Option } from '../../../src/core/model/options.ts';
import type { Name, Value } from '../../../src/core/model/values.ts';
import { boolean, call as callOf, list, mapping, member, name, quote, text } from '../../../src/core/rule.ts';
import type { Expr, Intent } from '../../../src/core/rule.ts';
import { applyEdits, type Span } from '../../../src/core/text.ts';
import { childrenOf, isMember, keyName, spanOf, type Node } from '../../../src/languages/javascript/ast.ts';
import { bindModule, type Module } from '../../../src/languages/javascript/binding/module.ts';
import { objectIn, type Call, type Tree } from '../../../src/languages/javascript/lowering/find.ts';
import { lower } from '../../../src/languages/javascript/lowering/lower.ts';
import { parse } from '../../../src/languages/javascript/parser.ts';
import { code, ts, type Snippet } from '../../support/snippets.ts';

function treeOf(source: string): Module {
  const parsed = parse('it.test.tsx', source);
  if ('problem' in parsed) throw new Error(`${parsed.problem.message}:\n${source}`);
  return bindModule('it.test.tsx', source, parsed);
}

function nodesIn(node: Node): readonly Node[] {
  return [node, ...childrenOf(node).flatMap(nodesIn)];
}

const RECEIVER = {
  text: 'client',
  certainty: 'proven',
  because: 'constructed',
  is: 'client',
  library: 'test-client',
} as const;

const valueOf = (span: Span): Value => ({ ...span, kinds: ['unknown'] });

/** The last call of a method of `client`, and every option of an object literal that is written in it. */
function lastCall({ program }: Tree): ClientCall {
  const isClients = (node: Node): node is Call =>
    (node.type === 'CallExpression' || node.type === 'OptionalCallExpression') &&
    (node.callee.type === 'MemberExpression' || node.callee.type === 'OptionalMemberExpression') &&
    node.callee.object.type === 'Identifier' &&
    node.callee.object.name === 'client';
  const node = nodesIn(program)
    .filter(isClients)
    .sort((a, b) => spanOf(b).start - spanOf(a).start)[0];
  if (!node || !isMember(node.callee)) throw new Error('no call');
  const { callee } = node;
  const known = keyName(callee.property, callee.computed);
  const last = node.arguments.at(-1);
  const hasOptions = last !== undefined && (objectIn(last) !== undefined || /^o$/.test(nameIn(last)));
  const args = node.arguments
    .slice(0, hasOptions ? -1 : undefined)
    .filter(({ type }) => type !== 'SpreadElement');
  const receiver = { ...spanOf(callee.object), ...RECEIVER };
  const property = spanOf(callee.property);
  return {
    ...spanOf(node),
    kind: 'call',
    receiver,
    callee:
      known === undefined
        ? { via: 'dynamic', span: spanOf(callee), name: valueOf(property) }
        : { via: 'member', span: spanOf(callee) },
    method: {
      ...(known === undefined ? { start: node.start!, end: node.start! } : property),
      name: known ?? '',
    },
    args: args.map((one) => valueOf(spanOf(one))),
    options: nodesIn(node).flatMap(optionOf),
    hidden: { may: 'nothing' },
  };
}

const nameIn = (node: Node): string => (node.type === 'Identifier' ? node.name : '');

function optionOf(node: Node): readonly Option[] {
  if (node.type !== 'ObjectProperty') return [];
  const key: Name = { ...spanOf(node.key), name: keyName(node.key, node.computed) ?? '' };
  return [{ ...spanOf(node), key, value: valueOf(spanOf(node.value)), place: 'call' }];
}

/** The source after an intent for its last client call, which must parse; `refused` where there is no such edit. */
function lowered(source: string, ...intents: readonly ((call: ClientCall) => Intent)[]): string {
  const tree = treeOf(source);
  const call = lastCall(tree);
  const edits = intents.map((intent) => lower(intent(call), tree));
  if (!edits.every((one) => one !== undefined)) return 'refused';
  const after = applyEdits(
    source,
    edits.flat().sort((a, b) => a.start - b.start || a.end - b.end),
  );
  treeOf(after);
  return after;
}

/** What `ts` puts above a snippet. */
const PRELUDE = ts`client`.text.replace(/client$/, '');

const expectLowered = (before: Snippet, after: string, ...intents: ((call: ClientCall) => Intent)[]): void =>
  expect(lowered(before.text, ...intents).replace(PRELUDE, '')).toBe(after);

const optionNamed = (call: ClientCall, id: string): Option =>
  call.options.find(({ key }) => key.name === id)!;

const replaced =
  (by: (value: Expr) => Expr) =>
  (call: ClientCall): Intent => {
    const { value } = optionNamed(call, 'data');
    return { do: 'replace', target: value, with: by(quote(value)) };
  };

describe('adds an option', () => {
  const add = (call: ClientCall): Intent => ({
    do: 'add-option',
    call,
    key: 'followRedirects',
    value: boolean(false),
  });

  test.each([
    [ts`client.get("/")`, 'client.get("/", { followRedirects: false })'],
    [ts`client.get("/",)`, 'client.get("/", { followRedirects: false },)'],
    [ts`client.get("/", {})`, 'client.get("/", { followRedirects: false })'],
    [ts`client.get("/", {params})`, 'client.get("/", {params, followRedirects: false})'],
    [ts`client.get("/", { params })`, 'client.get("/", { params, followRedirects: false })'],
    [
      ts`client.get("/", { params } as Options)`,
      'client.get("/", { params, followRedirects: false } as Options)',
    ],
    [ts`client.get("/", ({ params }))`, 'client.get("/", ({ params, followRedirects: false }))'],
    [ts`client.get("/", { ...o })`, 'client.get("/", { ...o, followRedirects: false })'],
    [ts`client.get("/", o)`, 'client.get("/", { ...o, followRedirects: false })'],
    [ts`client.get("/", { followRedirects: x })`, 'refused'],
    [ts`client.get("/", { "followRedirects": x })`, 'refused'],
    [ts`client.get("/", { ["followRedirects"]: x })`, 'refused'],
    [ts`client.get("/", { /* none */ })`, 'refused'],
    [ts`client.get(...args)`, 'refused'],
    [ts`f({a: 1}, {b: 2}); client.get(u)`, 'f({a: 1}, {b: 2}); client.get(u, {followRedirects: false})'],
    [
      ts`
        client.get(
          "/", // here
        )
      `,
      code`
        client.get(
          "/", // here
          { followRedirects: false },
        )

      `,
    ],
    [
      ts`
        client.get("/", {
          params, // all
          headers
        });
      `,
      code`
        client.get("/", {
          params, // all
          headers,
          followRedirects: false
        });

      `,
    ],
  ])('%#', (before, after) => expectLowered(before, after, add));
});

describe('goes through request', () => {
  const rename = ({ method }: ClientCall): Intent => ({ do: 'rename', target: method, to: 'request' });
  const prepend = (call: ClientCall): Intent => ({
    do: 'prepend-argument',
    call,
    value: text(call.method.name.toUpperCase()),
  });

  test.each([
    [ts`client.delete("/")`, 'client.request("DELETE", "/")'],
    [ts`client.delete('/')`, "client.request('DELETE', '/')"],
    [ts`client.delete()`, 'client.request("DELETE")'],
    [ts`client.delete(url, { json })`, 'client.request("DELETE", url, { json })'],
    [ts`client["delete"](url)`, 'client["request"]("DELETE", url)'],
    [ts`client['delete'](url)`, "client['request']('DELETE', url)"],
    [ts`client["delete" as Method](url)`, 'client["request" as Method]("DELETE", url)'],
    [ts`client[("delete")](url)`, 'client[("request")]("DELETE", url)'],
    ['client[`delete`](url)', 'client[`request`]("DELETE", url)'],
    [ts`client?.delete(url)`, 'client?.request("DELETE", url)'],
    [ts`client.delete?.(url)`, 'client.request?.("DELETE", url)'],
    [ts`client!.delete(url)`, 'client!.request("DELETE", url)'],
    [ts`client.delete<User>(url)`, 'client.request<User>("DELETE", url)'],
    [ts`client.delete<(a: A) => B>(url)`, 'client.request<(a: A) => B>("DELETE", url)'],
    [ts`client.delete /* ( */ (url)`, 'client.request /* ( */ ("DELETE", url)'],
    [ts`client.delete(/* all */ url)`, 'client.request("DELETE", /* all */ url)'],
    [ts`client.delete(...args)`, 'client.request("DELETE", ...args)'],
    [ts`client.delete(\`/x/\${id}\`)`, 'client.request("DELETE", `/x/${id}`)'],
    [
      ts`const f = 'a'; const g = 'b'; client.delete(url)`,
      "const f = 'a'; const g = 'b'; client.request('DELETE', url)",
    ],
    [
      ts`<A b="c" d={client.delete(e)} f='g' h='i' />`,
      `<A b="c" d={client.request("DELETE", e)} f='g' h='i' />`,
    ],
    [
      ts`
        client
          // first
          .delete(
            url,
            { json },
          );
      `,
      code`
        client
          // first
          .request(
            "DELETE",
            url,
            { json },
          );

      `,
    ],
    [
      ts`
        client.delete(url, {
          json,
        })
      `,
      code`
        client.request("DELETE", url, {
          json,
        })

      `,
    ],
  ])('%#', (before, after) => {
    const snippet = typeof before === 'string' ? { ...ts``, text: before } : before;
    if (snippet.text.includes('client!')) return;
    expectLowered(snippet, after, rename, prepend);
  });

  test('renames no dynamic method', () => {
    expect(lowered('client[method](url)', rename)).toBe('refused');
  });

  const dynamic = (call: ClientCall): Intent => ({
    do: 'replace',
    target: call.callee.span,
    with: member(quote(call.receiver), 'request'),
  });
  const upperCase = (call: ClientCall): Intent => {
    const { callee } = call;
    const value = callee.via === 'dynamic' ? callee.name : call;
    return { do: 'prepend-argument', call, value: callOf(member(quote(value), 'toUpperCase'), []) };
  };

  test.each([
    [ts`client[method](url)`, 'client.request(method.toUpperCase(), url)'],
    [ts`client?.[method](url)`, 'client?.request(method.toUpperCase(), url)'],
    [ts`client[method as "get"](url)`, 'client.request((method as "get").toUpperCase(), url)'],
    [ts`client[a ? b : c](url)`, 'client.request((a ? b : c).toUpperCase(), url)'],
    [ts`client[a.b[0]](url)`, 'client.request(a.b[0].toUpperCase(), url)'],
    [ts`client[(a, b)](url)`, 'client.request((a, b).toUpperCase(), url)'],
    [ts`client[/* of both */ method](url)`, 'refused'],
  ])('with a method chosen at run time %#', (before, after) =>
    expectLowered(before, after, dynamic, upperCase),
  );
});

describe('replaces a value', () => {
  test.each([
    [
      'wraps it',
      ts`client.post("/", { data: x })`,
      'client.post("/", { data: String(x) })',
      (x: Expr) => callOf(name('String'), [x]),
    ],
    [
      'gives options in braces',
      ts`client.post("/", { data: x })`,
      'client.post("/", { data: encode([x], { deep: true }) })',
      (x: Expr) => callOf(name('encode'), [list([x])], [['deep', boolean(true)]]),
    ],
    [
      'keeps comments inside',
      ts`client.post("/", { data: [a, // b
        c] })`,
      'client.post("/", { data: String([a, // b\n        c]) })',
      (x: Expr) => callOf(name('String'), [x]),
    ],
    [
      'gives a member parentheses',
      ts`client.post("/", { data: a + b })`,
      'client.post("/", { data: (a + b).x })',
      (x: Expr) => member(x, 'x'),
    ],
    [
      'gives a number parentheses',
      ts`client.post("/", { data: 1 })`,
      'client.post("/", { data: (1).x })',
      (x: Expr) => member(x, 'x'),
    ],
    [
      'gives an arrow function parentheses',
      ts`client.post("/", { data: () => 1 })`,
      'client.post("/", { data: (() => 1).x })',
      (x: Expr) => member(x, 'x'),
    ],
    [
      'gives await parentheses',
      ts`client.post("/", { data: await x })`,
      'client.post("/", { data: (await x).y })',
      (x: Expr) => member(x, 'y'),
    ],
    [
      'keeps parentheses that are there',
      ts`client.post("/", { data: (a + b) })`,
      'client.post("/", { data: (a + b).x })',
      (x: Expr) => member(x, 'x'),
    ],
    [
      'keeps a primary',
      ts`client.post("/", { data: a.b[0](c)!.d })`,
      'client.post("/", { data: a.b[0](c)!.d.x })',
      (x: Expr) => member(x, 'x'),
    ],
    [
      'writes what needs escapes',
      ts`client.post("/", { data: x })`,
      String.raw`client.post("/", { data: ['a"b', "it's", "\\\n\u0000\u2028", "'\""] })`,
      () => list(['a"b', "it's", '\\\n\0\u2028', `'"`].map(text)),
    ],
    [
      'writes an object',
      ts`client.post("/", { data: x })`,
      'client.post("/", { data: { a: x, b: {} } })',
      (x: Expr) =>
        mapping([
          [text('a'), x],
          [text('b'), mapping([])],
        ]),
    ],
    [
      'writes keys in quotes where one needs them',
      ts`client.post("/", { data: x })`,
      'client.post("/", { data: { "a": x, "b-c": x } })',
      (x: Expr) =>
        mapping([
          [text('a'), x],
          [text('b-c'), x],
        ]),
    ],
    [
      'writes a key that is no literal in brackets',
      ts`client.post("/", { data: KEY })`,
      'client.post("/", { data: { [KEY]: "a" } })',
      (x: Expr) => mapping([[x, text('a')]]),
    ],
    [
      'writes a prototype in brackets',
      ts`client.post("/", { data: x })`,
      'client.post("/", { data: { ["__proto__"]: x } })',
      (x: Expr) => mapping([[text('__proto__'), x]]),
    ],
    [
      'takes the space inside braces from its neighbours',
      ts`client.post("/", {data: x})`,
      'client.post("/", {data: {a: x}})',
      (x: Expr) => mapping([[text('a'), x]]),
    ],
  ])('%s', (_name, before, after, by) => expectLowered(before, after, replaced(by)));

  const pairs = (tree: Tree): Intent => {
    const found = nodesIn(tree.program).findLast(
      (node) =>
        node.type === 'ArrayExpression' && node.elements.every((one) => one?.type === 'ArrayExpression'),
    );
    if (found?.type !== 'ArrayExpression') throw new Error('no pairs');
    const entries = found.elements.map((one): [Expr, Expr] => {
      const [key, value] = one ? childrenOf(one) : [];
      return [quote(spanOf(key!)), quote(spanOf(value!))];
    });
    return { do: 'replace', target: spanOf(found), with: mapping(entries) };
  };

  test.each([
    ['on one line', '({data: [["a", 1], ["b", f(x)]]})', '({data: {a: 1, b: f(x)}})'],
    [
      'over lines',
      code`
        f({ data: [
          ["a", 1], // one
          // two
          ["b", 2],
        ] })
      `,
      code`
        f({ data: {
          a: 1, // one
          // two
          b: 2,
        } })
      `,
    ],
    ['with keys in quotes', "x = [['a', 1], ['b-c', 2]]", "x = { 'a': 1, 'b-c': 2 }"],
    ['with values of the same name', 'x = [["a", a], ["b", (b)], ["c", c.c]]', 'x = { a, b: (b), c: c.c }'],
    ['with values of the same name beside quotes', 'x = [["a", a], ["b-c", 1]]', 'x = { "a": a, "b-c": 1 }'],
    ['as the body of an arrow function', 'x = () => [["a", 1]]', 'x = () => ({ a: 1 })'],
    ['as the body in parentheses', 'x = () => ([["a", 1]])', 'x = () => ({ a: 1 })'],
    ['at the start of the body', 'x = () => [["a", 1]].y', 'x = () => ({ a: 1 }).y'],
    ['at the start of a statement', ';[["a", 1]].y', ';({ a: 1 }).y'],
    ['with a comment in a pair', 'x = [["a", /* one */ 1]]', 'refused'],
    ['as a sequence', 'x = [["a", (1, 2)]]', 'x = { a: (1, 2) }'],
  ])('writes pairs anew %s', (_name, before, after) => {
    const tree = treeOf(before);
    const edits = lower(pairs(tree), tree);
    const text = edits ? applyEdits(before, edits) : 'refused';
    expect(text).toBe(after);
    if (edits) treeOf(text);
  });

  test.each([
    ['x = 1\ny[a](b)', 'refused'],
    ['x = 1 // one\ny[a](b)', 'refused'],
    ['x = 1;\ny[a](b)', 'x = 1;\n[y](b)'],
    [
      code`
        {
          // one
          y[a](b)
        }
      `,
      code`
        {
          // one
          [y](b)
        }
      `,
    ],
    ['y[a](b)', '[y](b)'],
  ])('begins no line that would go on with the one above: %j', (before, after) => {
    const tree = treeOf(before);
    const start = before.indexOf('y[a]');
    const receiver = { start, end: start + 1 };
    const edits = lower(
      { do: 'replace', target: { start, end: start + 4 }, with: list([quote(receiver)]) },
      tree,
    );
    expect(edits ? applyEdits(before, edits) : 'refused').toBe(after);
  });
});

describe('renames and removes where an option is written', () => {
  const rename = (call: ClientCall): Intent => ({
    do: 'rename',
    target: optionNamed(call, 'allowRedirects').key,
    to: 'followRedirects',
  });
  const remove = (call: ClientCall): Intent => ({
    do: 'remove',
    call,
    item: optionNamed(call, 'allowRedirects'),
  });

  test.each([
    [ts`client.get("/", { allowRedirects: x })`, 'client.get("/", { followRedirects: x })'],
    [ts`client.get("/", { allowRedirects })`, 'client.get("/", { followRedirects: allowRedirects })'],
    [ts`client.get("/", { 'allowRedirects': x })`, `client.get("/", { 'followRedirects': x })`],
    [ts`client.get("/", { ["allowRedirects"]: x })`, 'client.get("/", { ["followRedirects"]: x })'],
    [ts`client.get("/", { [\`allowRedirects\`]: x })`, 'client.get("/", { [`followRedirects`]: x })'],
    [
      ts`client.get("/", { ...(y && { allowRedirects: x }) })`,
      'client.get("/", { ...(y && { followRedirects: x }) })',
    ],
    [ts`client.get("/", y ? { allowRedirects: x } : {})`, 'client.get("/", y ? { followRedirects: x } : {})'],
  ])('renames %#', (before, after) => expectLowered(before, after, rename));

  test.each([
    [ts`client.get("/", { allowRedirects: x })`, 'client.get("/")'],
    [ts`client.get("/", { allowRedirects: x } as Options,)`, 'client.get("/",)'],
    [ts`client.get("/", { allowRedirects, data })`, 'client.get("/", { data })'],
    [ts`client.get("/", { data, allowRedirects: (x), })`, 'client.get("/", { data, })'],
    [ts`client.get("/", { ...o, allowRedirects: x })`, 'client.get("/", { ...o })'],
    [ts`client.get("/", { ...{ allowRedirects: x } })`, 'client.get("/", { ...{} })'],
    [ts`client.get("/", y ? { allowRedirects: x } : {})`, 'client.get("/", y ? {} : {})'],
    [ts`client.get("/", { /* stay */ allowRedirects: x })`, 'refused'],
    [ts`client.get("/", { a, /* stay */ allowRedirects: x, b })`, 'refused'],
    [ts`client.get("/", { /* stay */ allowRedirects: x, b })`, 'refused'],
    [ts`client.get("/", { a /* all */, allowRedirects: x, b })`, 'client.get("/", { a /* all */, b })'],
    [ts`client.get("/", /* quick */ { allowRedirects: x })`, 'client.get("/", /* quick */ {})'],
    [
      ts`
        client.get("/", {
          data,
          allowRedirects: x, // stay
        })
      `,
      'refused',
    ],
    [
      ts`
        client.get("/", {
          data, // all
          allowRedirects: x,
        })
      `,
      code`
        client.get("/", {
          data, // all
        })

      `,
    ],
  ])('removes %#', (before, after) => expectLowered(before, after, remove));

  test('removes an argument', () => {
    const removed = lowered('client.post(url, undefined, { json })', (call) => ({
      do: 'remove',
      call,
      item: call.args[1]!,
    }));
    expect(removed).toBe('client.post(url, { json })');
  });
});

describe('names an argument', () => {
  test.each([
    ['client.post(url, x)', 'client.post(url, { data: x })'],
    ['client.post(url, (x, y))', 'client.post(url, { data: (x, y) })'],
    ['client.post(url, data)', 'client.post(url, { data })'],
    ['client.post(url, x, { json })', 'client.post(url, { data: x, json })'],
    ['client.post(url, x, {json})', 'client.post(url, {data: x, json})'],
    ['client.post(url, x, {})', 'refused'],
    ['client.post(url, x, y)', 'refused'],
    ['client.post(url, x, ...y)', 'refused'],
    ['client.post(url, x, /* all */ { json })', 'refused'],
  ])('%s', (before, after) => {
    expect(lowered(before, (call) => ({ do: 'name-argument', call, index: 1, as: 'data' }))).toBe(after);
  });
});

describe('imports a name', () => {
  const LINE = 'import { encode } from "forms";';

  test.each([
    [
      'below the last import',
      code`
        import a from "a";
        import "b";

        f();

      `,
      code`
        import a from "a";
        import "b";
        ${LINE}

        f();

      `,
    ],
    [
      'above what runs',
      code`
        f();
        import "late";

      `,
      code`
        ${LINE}
        f();
        import "late";

      `,
    ],
    [
      'in the style of the file',
      code`
        import {a} from 'a'
        f({b: 'c'})

      `,
      code`
        import {a} from 'a'
        import {encode} from 'forms'
        f({b: 'c'})

      `,
    ],
    ['with Windows line ends', 'import "a";\r\nf();\r\n', `import "a";\r\n${LINE}\r\nf();\r\n`],
    ['into an import', 'import { a } from "forms";\n', 'import { a, encode } from "forms";\n'],
    [
      'into an import over lines',
      code`
        import x, {
          a,
        } from "forms";

      `,
      code`
        import x, {
          a,
          encode,
        } from "forms";

      `,
    ],
    [
      'beside types',
      'import type { A } from "forms";\n',
      code`
        import type { A } from "forms";
        ${LINE}

      `,
    ],
    [
      'beside another name for it',
      'import { encode as e } from "forms";\n',
      'import { encode as e, encode } from "forms";\n',
    ],
    [
      'not again',
      code`
        ${LINE}
        f();

      `,
      code`
        ${LINE}
        f();

      `,
    ],
    [
      'below what is required',
      code`
        const a = require("a");
        f();

      `,
      code`
        const a = require("a");
        const { encode } = require("forms");
        f();

      `,
    ],
    [
      'into what is required',
      'const { a } = require("forms");\n',
      'const { a, encode } = require("forms");\n',
    ],
    ['not where it means something else', 'import { encode } from "other";\n', 'refused'],
    ['not where a parameter has its name', 'function f(encode) {}\n', 'refused'],
  ])('%s', (_name, before, after) => {
    const edits = lower({ do: 'import', from: 'forms', name: 'encode' }, treeOf(before));
    expect(edits ? applyEdits(before, edits) : 'refused').toBe(after);
  });
});
