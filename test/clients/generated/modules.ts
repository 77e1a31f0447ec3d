import { DRESSES } from './layouts.ts';
import { gather, indent, number, numberNeeds } from './piece.ts';
import { renderTest, type RenderedTest } from './render.ts';
import type { Tested } from './judge.ts';
import type { TestPlan } from './plan.ts';

export interface ModulePlan {
  readonly id: string;
  readonly tests: readonly TestPlan[];
  readonly dress: string;
}

/** A module as it is run and migrated. */
export interface Rendered {
  readonly id: string;
  readonly source: string;
  /** Files beside it, by name. */
  readonly files: Readonly<Record<string, string>>;
  readonly tests: readonly Tested[];
  /** The call that each line belongs to, from line 1 on; none for what they share. */
  readonly owners: readonly (string | undefined)[];
}

/** A stretch of text, and the call it belongs to. */
interface Block {
  readonly text: string;
  readonly owner?: string;
}

const CORE = ['from echo import app'];
const COLLECTED = ['params', 'decorators'] as const;

export function renderModule({ id, tests: plans, dress }: ModulePlan): Rendered {
  const tests = plans.map((plan, index) => renderTest(plan, `${index}`));
  const needs = tests.flatMap((test) => [
    { needs: numberNeeds(test.plan.receiver, test.id) },
    ...test.calls.map((call) => ({ needs: call.needs, owner: call.id })),
  ]);
  const all = gather(...needs.map((one) => one.needs));
  const blocks: Block[] = [
    { text: `${[...new Set([...CORE, ...all.imports])].join('\n')}\n` },
    ...once(
      needs.flatMap((one) =>
        one.needs.module.map((text) => owned(text, 'owner' in one ? one.owner : undefined)),
      ),
    ),
    ...tests.flatMap((test) => blocksOf(test)),
  ];
  const wear = DRESSES[dress] ?? DRESSES['plain']!;
  const source = wear(`${blocks.map(({ text }) => text.replace(/\n$/, '')).join('\n')}\n`);
  const owners = blocks.flatMap(({ text, owner }) =>
    text
      .replace(/\n$/, '')
      .split('\n')
      .map(() => owner),
  );
  const files = { ...fileOf('conftest.py', all.conftest), ...fileOf('helpers.py', all.helpers) };
  return { id, source, tests, owners, files };
}

const fileOf = (name: string, blocks: readonly string[]): Readonly<Record<string, string>> =>
  blocks.length > 0 ? { [name]: `${[...new Set([...CORE, ...blocks])].join('\n')}\n` } : {};

const owned = (text: string, owner: string | undefined): Block => ({
  text,
  ...(owner !== undefined && { owner }),
});

const once = (blocks: readonly Block[]): readonly Block[] => [
  ...new Map(blocks.map((block) => [block.text, block])).values(),
];

/** The test itself: what its receiver needs, then its calls. */
function blocksOf({ id, plan: { receiver }, calls }: RenderedTest): readonly Block[] {
  const own = numberNeeds(receiver, id);
  const [params, decorators] = COLLECTED.map((list) => [
    ...new Set([...own[list], ...calls.flatMap(({ needs }) => needs[list])]),
  ]) as [string[], string[]];
  const margin = receiver.holder ? '    ' : '';
  const inner = `${margin}    ${receiver.block ? '    ' : ''}`;
  const all = [...(receiver.holder ? ['self'] : []), ...params];
  const only = calls.length === 1 ? calls[0]!.id : undefined;
  const ownerOf = (line: string): string | undefined =>
    only ?? calls.find(({ needs }) => needs.decorators.includes(line))?.id;
  const head = [
    `${margin}def test_${id}(${all.join(', ')}):`,
    ...own.local.map((line) => `${margin}    ${line}`),
    ...(receiver.block ? [`${margin}    ${number(receiver.block, id)}`] : []),
  ];
  return [
    { text: '' },
    ...(receiver.holder ? [owned(number(receiver.holder, id), only)] : []),
    ...decorators.map((line) => owned(indent(line, margin), ownerOf(line))),
    owned(head.join('\n'), only),
    ...calls.map((call) => ({ text: indent(call.text, inner), owner: call.id })),
    { text: '' },
  ];
}
