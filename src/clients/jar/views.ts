import { mayBe, type Value } from '../../core/model/values.ts';
import {
  call,
  name,
  quote,
  safe,
  unsafe,
  type Finding,
  type Fix,
  type RuleContext,
} from '../../core/rule.ts';
import type { Read } from '../../core/sites.ts';
import { effectOf } from '../changes/changes.ts';

/** Methods of a cookie jar that gave a list and give a view now. */
export const VIEWS: readonly string[] = ['keys', 'values', 'items'];

/** Functions that need a list. `assertEqual` compares, as `==` does. */
const TAKE_LIST =
  /^(?:json\.dumps?|random\.(?:choice|sample)|unittest\.TestCase\.assert(?:List|Sequence)?Equals?)$/;

/** What views have of their own. */
const OF_VIEWS: readonly string[] = ['isdisjoint', 'mapping'];

/** `cookies.values()[0]`, `cookies.keys() == ["a"]`: a view where a list is needed. */
export function viewRead(site: Read, cx: RuleContext): Finding | undefined {
  const { called, attribute } = site;
  if (!called || called.args.length > 0 || called.options.length > 0 || called.opaque) return undefined;
  const needed = needsList(site, cx);
  if (!needed) return undefined;
  const text = cx.text(called);
  const fix = fixOf(
    needed,
    safe({ do: 'replace', target: called, with: call(name('list'), [quote(called)]) }),
  );
  return {
    at: attribute,
    message: `\`${attribute.name}()\` of a cookie jar no longer gives a list: write \`list(${text})\``,
    ...effectOf(needed === 'used' ? 'jarView' : 'jarViewCompared', cx),
    fix,
  };
}

type Need = 'used' | 'compared' | 'perhaps';

/** `perhaps`: what it is compared with is not known, and may be another view. */
const fixOf = (need: Need, fix: Fix): Fix => (need === 'perhaps' ? unsafe(...fix.intents) : fix);

function needsList({ around }: Read, cx: RuleContext): Need | undefined {
  const { use } = around;
  if (use?.is !== 'named') return needOf(around, cx);
  const needs = use.uses.map((one) => needOf(one, cx));
  return (['used', 'compared', 'perhaps'] as const).find((need) => needs.includes(need));
}

function needOf(
  { use, compared }: Pick<Read['around'], 'compared' | 'use'>,
  cx: RuleContext,
): Need | undefined {
  if (compared && ['==', '!='].includes(compared.operator)) return comparedWith(compared.with, cx);
  switch (use?.is) {
    case 'item':
      return 'used';
    case 'operand':
      return use.operator === '+' || use.operator === '*' ? 'used' : undefined;
    case 'member':
      return OF_VIEWS.includes(use.attribute.name) ? undefined : 'used';
    case 'passed': {
      if (!TAKE_LIST.test(use.to)) return undefined;
      const other = use.to.startsWith('unittest.') ? use.called.args[1 - use.index] : undefined;
      return use.to.startsWith('unittest.') ? other && comparedWith(other, cx) : 'used';
    }
    default:
      return undefined;
  }
}

/** A view is equal to a set with the same items, and to no list. A name may stand for either. */
function comparedWith(other: Value, cx: RuleContext): Need | undefined {
  const text = cx.text(other).replace(/^\(/, '');
  if (/^(?:\{|set\(|frozenset\()/.test(text)) return undefined;
  if (/^(?:\[|list\(|sorted\()/.test(text)) return 'compared';
  return mayBe(other, 'sequence', 'pairs') ? 'perhaps' : undefined;
}
