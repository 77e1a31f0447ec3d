import type { Call } from '../calls.ts';
import { indent, TESTS, type Block } from '../project.ts';
import type { Provision } from '../provisions.ts';

/** The kinds of code that the scenes are of. */
export const FAMILIES = [
  'calls',
  'patched',
  'injected',
  'guarded',
  'shadowed',
  'fixtures',
  'replaced',
  'foreign',
  'escaping',
] as const;
export type Family = (typeof FAMILIES)[number];

/** What a scene is written with. */
export interface Given {
  readonly call: Call;
  /** How a test has its client. */
  readonly client: string;
  readonly provision: Provision;
}

/** A situation around a call: all the blocks that it needs, its test among them. */
export interface Scene {
  readonly name: string;
  readonly family: Family;
  readonly write: (given: Given) => readonly Block[];
  /** The calls that it can be about: any, where absent. */
  readonly fits?: (call: Call) => boolean;
  /** Whether it has calls of its own, and none of those that others are about. */
  readonly own?: boolean;
  /** Whether a finding is right although everything works as it stands. */
  readonly welcome?: boolean;
}

interface Extra {
  readonly imports?: readonly string[];
  /** Fixtures beside the client. */
  readonly params?: readonly string[];
  readonly decorators?: readonly string[];
  /** Behind `test_§`. */
  readonly suffix?: string;
  /** Blocks of the module in front of the test. */
  readonly above?: string;
  readonly path?: string;
}

/** The test of a scene, whose client is `given.client`. */
export function testOf({ provision, call }: Given, lines: readonly string[], extra: Extra = {}): Block {
  const { holder, local = [], imports = [] } = provision;
  const { params = [], decorators = [], suffix = '', above = '', path = TESTS } = extra;
  const all = [...(holder ? ['self'] : []), ...provision.params, ...params];
  const test = [
    ...decorators,
    `def test_§${suffix}(${all.join(', ')}):`,
    ...[...local, ...lines].map((line) => indent(line)),
  ].join('\n');
  return {
    path,
    imports: [...imports, ...(call.imports ?? []), ...(extra.imports ?? [])],
    text: `${above ? `${above}\n\n\n` : ''}${holder ? `${holder}\n${indent(test)}` : test}`,
  };
}

/** A test without a client of the project. */
export const bareTest = (
  lines: readonly string[],
  { params = [], decorators = [], suffix = '', above = '', path = TESTS, imports = [] }: Extra = {},
): Block => ({
  path,
  imports,
  text: [
    ...(above ? [`${above}\n\n`] : []),
    ...decorators,
    `def test_§${suffix}(${params.join(', ')}):`,
    ...lines.map((line) => indent(line)),
  ].join('\n'),
});

/** What the test of a call expects of its answer. */
export const expects = ({ status }: Call, response = 'response'): string =>
  `assert ${response}.status_code == ${status}`;
