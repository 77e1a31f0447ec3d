import {
  call,
  member,
  name,
  quote,
  safe,
  text as literal,
  type Expr,
  type Finding,
  type RuleContext,
} from '../../core/rule.ts';
import type { Read, Store } from '../../core/sites.ts';
import { effectOf } from '../changes/changes.ts';

/** What `httpx.URL` has of its own, under names that a text has not. */
const OF_URL: readonly string[] = (
  'scheme rawScheme userinfo username password host rawHost port netloc path query params rawPath fragment isAbsoluteUrl ' +
  'isRelativeUrl copyWith copySetParam copyAddParam copyRemoveParam copyMergeParams raw'
).split(' ');

/** Functions that take a text, and no URL. */
const TAKE_TEXT =
  /^(?:urllib\.parse\.\w+|posixpath\.join|os\.path\.join|json\.dumps?|re\.\w+|builtins\.len)$/;

/** `client.base_url + "/x"`, `client.base_url.rstrip("/")`: the URL is no text. httpx ends the path of a base with a slash. */
export function baseUrlRead({ around, ...site }: Read, cx: RuleContext): Finding | undefined {
  const { use, compared } = around;
  const isSearched = compared !== undefined && /^(?:not )?in$/.test(compared.operator);
  const isStripped =
    (isSearched && compared.side === 'right') || (use?.is === 'member' && use.attribute.name === 'rstrip');
  if (!isSearched && (!use || !needsText(use))) return undefined;
  const asText = call(name('str'), [quote(site)]);
  const isJoined = !isStripped && use?.is !== 'member' && use?.is !== 'item';
  const expr: Expr = isJoined ? call(member(asText, 'rstrip'), [literal('/')]) : asText;
  const written = `str(${cx.text(site)})${isJoined ? '.rstrip("/")' : ''}`;
  return {
    at: site.attribute,
    message: `\`${cx.spell('baseUrl')}\` is no text now: write \`${written}\``,
    ...effectOf('baseUrl', cx),
    fix: safe({ do: 'replace', target: site, with: expr }),
  };
}

/** `client.base_url += "/api"`. */
export function baseUrlStored({ target, subject, value, how }: Store, cx: RuleContext): Finding | undefined {
  if (how !== 'update' || !value) return undefined;
  const own = `${subject.text}.${cx.spell('baseUrl')}`;
  return {
    at: target,
    message: `\`${cx.spell('baseUrl')}\` is no text now: write \`${own} = str(${own}).rstrip("/") + ${cx.text(value)}\``,
    ...effectOf('baseUrl', cx),
  };
}

function needsText(use: NonNullable<Read['around']['use']>): boolean {
  switch (use.is) {
    case 'member':
      return !OF_URL.includes(use.attribute.name);
    case 'operand':
      return use.operator === '+';
    case 'item':
      return true;
    case 'passed':
      return TAKE_TEXT.test(use.to);
    case 'named':
      // Where it is taken for a URL as well, it is none of the old client.
      return use.uses.some(asText) && !use.uses.some(asUrl);
    default:
      return use satisfies never;
  }
}

type NamedUse = Extract<NonNullable<Read['around']['use']>, { is: 'named' }>['uses'][number];

const asText = ({ use }: NamedUse): boolean => use !== undefined && needsText(use);

const asUrl = ({ use }: NamedUse): boolean => use?.is === 'member' && OF_URL.includes(use.attribute.name);
