import type { JudgedTest } from './batch.ts';
import type { Verdict } from './judge.ts';
import { SHARED } from './project.ts';

/** What is known to go wrong, and is left on purpose. */
interface Known {
  /** Names of scenes. */
  readonly scene?: RegExp;
  /** Names of clients: of their classes, and of how a test has one. */
  readonly client?: RegExp;
  readonly verdicts: readonly Verdict[];
  readonly reason: string;
}

export const KNOWN: readonly Known[] = [
  {
    scene: /^a name that exec binds/,
    verdicts: ['wrong', 'silent'],
    reason: 'code in a string is not read',
  },
  {
    scene: /^a session of a dataclass/,
    verdicts: ['silent'],
    reason: 'a field annotated `Any` is not traced to the calls of its class',
  },
  {
    scene: /^a partial that has its arguments/,
    client: /\b(?:post|get|put|delete) (?:by|with|handed|that|through)/,
    verdicts: ['silent'],
    reason: 'what a `partial` gives to a method that the project overrides is not looked for in that method',
  },
  {
    client: /request wrapped.*post through request/,
    verdicts: ['silent'],
    reason: 'a `request` that a decorator makes is not followed where another method calls it',
  },
  {
    scene: /under a computed name, text at last$/,
    client: /\bpost (?:by|through)/,
    verdicts: ['silent'],
    reason: 'of what a method of the project is given, only what is known to be text is told',
  },
  {
    scene: /, text at last$/,
    client: /\b(?:post handed on|post decorated)/,
    verdicts: ['silent'],
    reason: 'of what a method of the project hands on, only what is known to be text is told',
  },
];

/** Why a test with this verdict is left, if it is known. */
export const reasonFor = (
  { project, unit }: Pick<JudgedTest, 'project' | 'unit'>,
  verdict: Verdict,
): string | undefined =>
  KNOWN.find(
    ({ scene, client, verdicts }) =>
      verdicts.includes(verdict) &&
      (scene?.test(unit.name) ?? true) &&
      (client?.test(project.units.find(({ id }) => id === SHARED)?.name ?? '') ?? true),
  )?.reason;
