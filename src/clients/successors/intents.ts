import { member, name, tuple, type Expr, type Intent, type RuleContext } from '../../core/rule.ts';
import type { Reference } from '../../core/sites.ts';
import type { Called } from '../../core/model/surroundings.ts';
import type { Successor } from './successors.ts';

/** The package that test clients are built on, as the files are to import it. */
export const packageOf = ({ target }: RuleContext): string => target.client;

/** What to write, for a message: `httpx.HTTPStatusError`, `TestClient`. */
export const successorText = ({ name, from }: Successor, cx: RuleContext): string =>
  isTestClient(from) ? name : `${from ?? packageOf(cx)}.${name}`;

/**
 * Writes the successor in the place of a name, and imports it. It is written as the name was: an attribute of its package, or a name
 * by itself where that cannot be taken for another of the same name.
 */
export function successorIntents(site: Reference, successor: Successor, cx: RuleContext): readonly Intent[] {
  const from = successor.from ?? packageOf(cx);
  const isAlone =
    isTestClient(from) || (!site.text.includes('.') && !site.path.endsWith(`.${successor.name}`));
  const target = { start: site.start, end: site.end };
  return [
    { do: 'replace', target, with: isAlone ? name(successor.name) : member(name(from), successor.name) },
    isAlone
      ? {
          do: 'import',
          from,
          name: successor.name,
          above: target,
          ...(isTestClient(from) && { alike: TEST_CLIENTS }),
        }
      : { do: 'import', from, above: target },
  ];
}

const isTestClient = (from: string | undefined): boolean => from === 'starlette.testclient';

/** Starlette's test client goes by this name as well. */
const TEST_CLIENTS: readonly string[] = ['fastapi.testclient'];

/** The pair that `HTTPBasicAuth(user, password)` stands for; `undefined` where its arguments cannot all be seen. */
export function pairOf({ args, options, opaque }: Called): Expr | undefined {
  const given = (index: number, key: string): Expr | undefined => {
    const value = args[index] ?? options.find((one) => one.key.name === key)?.value;
    return value && { expr: 'source', span: { start: value.start, end: value.end } };
  };
  const [user, password] = [given(0, 'username'), given(1, 'password')];
  return !opaque && user && password && args.length + options.length === 2
    ? tuple(user, password)
    : undefined;
}
