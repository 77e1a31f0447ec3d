import type { Wanted } from '../../../core/wants.ts';
import { anyOf, referenced } from '../../kernel/shapes.ts';

/** Places of everything that is no call and no mention: what is read from a response, its truth, and so on. */
export function subjectPlaces(wanted: Wanted): readonly ((text: string) => boolean)[] {
  const { reads = {}, stores = {}, truths = [], iterations = [], enters = [] } = wanted;
  const attributes = [...Object.values(reads), ...Object.values(stores)].flat().filter((one) => one !== '[]');
  const words = [...attributes, ...referenced(wanted)];
  const patterns: string[] = [];
  if (words.length > 0) patterns.push(String.raw`(?<![\w$])${anyOf(new Set(words))}(?![\w$])`);
  if (Object.values(stores).flat().includes('[]')) patterns.push(String.raw`=|\+\+|--|\bdelete\b`);
  if (truths.length > 0)
    patterns.push(
      String.raw`\b(?:if|while|for|Boolean|filter|some|every|assert)\b|[!?]|&&|\|\||[tT]ruthy|[fF]alsy|\.\s{0,20}(?:ok|notOk|isOk|isNotOk)\b`,
    );
  if (iterations.length > 0)
    patterns.push(String.raw`\b(?:of|yield|from|fromEntries|all|Map|Set|URLSearchParams)\b|\.\.\.|=`);
  if (enters.length > 0) patterns.push(String.raw`\busing\b`);
  if (wanted.definitions) patterns.push(String.raw`\bclass\b`);
  return patterns.map((source) => {
    const pattern = new RegExp(source);
    return (text) => pattern.test(text);
  });
}
