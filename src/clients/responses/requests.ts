import { isConstant, isOnly } from '../../core/model/values.ts';
import {
  call,
  member,
  name,
  not,
  quote,
  safe,
  unsafe,
  type Finding,
  type RuleContext,
} from '../../core/rule.ts';
import type { Read, Taking } from '../../core/sites.ts';
import type { Surroundings } from '../../core/model/surroundings.ts';
import { effectOf } from '../changes/changes.ts';
import { TEXT_ARGUMENTS } from './names.ts';
import { shown } from './shown.ts';

/** `r.request.body`: bytes, or text for a form, or None; `content` is always bytes. */
export function body(read: Read, cx: RuleContext): Finding {
  const { attribute, subject, around } = read;
  const content = member(quote(subject), 'content');
  const form = `${shown(subject, cx, 'request')}.content`;
  const found = { at: attribute, ...effectOf('goneAttribute', cx) };
  const other = around.compared?.with;
  if (around.compared && other && isConstant(other, null)) {
    const isNone = /^(?:is|==)$/.test(around.compared.operator);
    return {
      ...found,
      message: `\`body\` is \`content\` now, and \`b""\` where there is none: write \`${isNone ? 'not ' : ''}${form}\``,
      fix: safe({
        do: 'replace',
        target: around.compared,
        with: isNone ? not(content) : call(name('bool'), [content]),
      }),
    };
  }
  if (other && isOnly(other, 'text'))
    return {
      ...found,
      message: `\`body\` is \`content\` now, and always bytes: write \`${form}.decode()\``,
      fix: safe({ do: 'replace', target: read, with: call(member(content, 'decode'), []) }),
    };
  if (takesAlike(around)) {
    const fix = safe({ do: 'rename', target: attribute, to: 'content' });
    return { ...found, message: `\`body\` is \`content\` now, and always bytes`, fix };
  }
  return {
    ...found,
    message: `\`body\` is \`content\` now, and always bytes: write \`${form}.decode()\` where it was text`,
    ...effectOf('goneAttribute', cx, 'the body of a form was text'),
    fix: unsafe({ do: 'rename', target: attribute, to: 'content' }),
  };
}

/** Whether a body is used in a way that is the same for text and bytes, or that shows it to be bytes already. */
function takesAlike(around: Pick<Surroundings, 'compared' | 'use' | 'negated' | 'tested'>): boolean {
  const { compared, use, negated, tested } = around;
  if (negated || tested) return true;
  if (compared) return isOnly(compared.with, 'bytes');
  switch (use?.is) {
    case 'member':
      return use.attribute.name === 'decode';
    case 'passed':
      return /^(?:(?:simple|u)?json|orjson)\.loads$|^builtins\.(?:len|bool)$/.test(use.to);
    case 'named':
      return use.uses.length > 0 && use.uses.every(takesAlike);
    default:
      return false;
  }
}

/** `r.request.path_url`: the path with its query. */
export const pathUrl = (read: Read, cx: RuleContext): Finding => ({
  at: read.attribute,
  message: `requests of httpx have no \`path_url\`: write \`${shown(read.subject, cx, 'request')}.url.raw_path.decode()\``,
  ...effectOf('goneAttribute', cx),
  fix: safe({
    do: 'replace',
    target: read,
    with: call(member(member(member(quote(read.subject), 'url'), 'rawPath'), 'decode'), []),
  }),
});

/** A URL of which something is read that only a str has: `r.url.endswith("/x")`. */
export function textOfUrl({ attribute, subject }: Read, cx: RuleContext): Finding | undefined {
  // The base URL of a client is another subject.
  if (subject.of === 'client') return undefined;
  return {
    at: attribute,
    message: `a URL has no \`${cx.spell(attribute.name)}\`: write \`str(${shown(subject, cx, 'response.url')})\``,
    ...effectOf('urlObject', cx),
    fix: safe({ do: 'replace', target: subject, with: call(name('str'), [quote(subject)]) }),
  };
}

/** A URL that is given to what takes a str alone: `urlparse(r.url)`, `"x" in r.url`, `r.url[4:]`, `r.url + "x"`. */
export function urlAsText(site: Taking, cx: RuleContext): Finding | undefined {
  // The base URL of a client is another subject.
  if (site.subject.of === 'client') return undefined;
  const taker = takerOfText(site.around) ?? (site.by === 'dumps' ? 'JSON' : undefined);
  if (taker === undefined) return undefined;
  return {
    at: site,
    message: `${taker} takes no URL object: write \`str(${shown(site, cx, 'response.url')})\``,
    ...effectOf('urlObject', cx),
    fix: safe({ do: 'replace', target: site, with: call(name('str'), [quote(site)]) }),
  };
}

/** What would fail with a URL object, in the words of a message. A comparison, a format and a key take one. */
function takerOfText({ taken, compared }: Surroundings): string | undefined {
  const isWithin = compared !== undefined && /^(?:not )?in$/.test(compared.operator);
  // In a list or a dictionary a URL is found by its text.
  if (isWithin && (compared.side === 'right' || isOnly(compared.with, 'text')))
    return `\`${compared.operator}\``;
  switch (taken?.by) {
    case 'index':
      return 'an index';
    case 'operand':
      // `"%s" % url` writes the URL.
      return taken.operator === '+' ? '`+`' : undefined;
    case 'argument': {
      const indexes = Object.hasOwn(TEXT_ARGUMENTS, taken.of) ? TEXT_ARGUMENTS[taken.of] : undefined;
      return indexes?.includes(taken.index) ? `\`${taken.of}\`` : undefined;
    }
    case undefined:
      return undefined;
  }
}
