import type { Wanted } from '../../../core/wants.ts';
import { anyOf, referenced } from '../../kernel/shapes.ts';

/** An expression by which a client, a response or what came from one may be used; only its end matters. */
const OPERAND = String.raw`(?:await\s{1,20})?[\w.\x80-\uffff]{1,200}(?:[ \t]{0,20}[([]|[ \t]{0,20}(?:[:,;#)\]}\r\n]|$|(?:and|or|if|else|for)\b))`;

/** Places of everything that is no call, construction or mention: what is read from a response, its truth, and so on. */
export function subjectPlaces(
  wanted: Wanted,
  spell: (name: string) => string,
): readonly ((text: string) => boolean)[] {
  const { reads = {}, stores = {}, truths = [], iterations = [], enters = [] } = wanted;
  const attributes = [...Object.values(reads), ...Object.values(stores)].flat().filter((one) => one !== '[]');
  const patterns: string[] = [];
  // After a dot, in `getattr(response, "ok")`, or as a keyword of a pattern.
  if (attributes.length > 0) patterns.push(String.raw`\b${anyOf(new Set(attributes.map(spell)))}\b`);
  if (Object.values(stores).flat().includes('[]')) patterns.push(String.raw`\]`);
  if (truths.length > 0)
    patterns.push(
      String.raw`\b(?:if|elif|while|assert|not|and|or|(?:bool|[aA]ssert(?:True|False|_)|fail(?:Unless|If))[ \t]{0,20}\()(?:[\s(\\]|#[^\n]{0,300}\n){0,100}(?:[[{]|${OPERAND})`,
      String.raw`[\w)\]}]\s{1,20}(?:and|or)\b`,
    );
  // A target that is unpacked, an item, a starred argument, and whatever iterates over its arguments.
  if (iterations.length > 0) patterns.push(String.raw`\bfor\b|\byield\b|[*=(]`);
  if (enters.length > 0) patterns.push(String.raw`\bwith\b|\benter\w{0,20}[cC]ontext\b`);
  if (referenced(wanted).length > 0) patterns.push(String.raw`\b${anyOf(referenced(wanted))}\b`);
  if (wanted.definitions) patterns.push(String.raw`\bclass\b|\btype\s{0,20}\(`);
  const { overrides = [] } = wanted;
  if (overrides.length > 0) patterns.push(overridden(overrides.map(spell)));
  return patterns.map((source) => {
    const pattern = new RegExp(source, 'm');
    return (text) => pattern.test(text);
  });
}

/**
 * A function with the name of a method, or one that is written like a method outside of a class; a method that is assigned, or that
 * a patch puts something in place of.
 */
function overridden(methods: readonly string[]): string {
  const name = anyOf(methods);
  return [
    String.raw`\bdef[\s\\]{1,100}${name}\b`,
    String.raw`^def[\s\\]{1,100}\w{1,200}[\s\\]{0,100}\([\s\\]{0,100}self\b`,
    String.raw`(?:^[ \t]{1,40}|(?<!\bself)\.)${name}[ \t]{0,20}=(?!=)`,
    String.raw`\b(?:setattr|object)\b[\s\\]{0,100}\([^()]{0,300}["']${name}["']`,
  ].join('|');
}
