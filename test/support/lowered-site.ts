import type { Intent } from '../../src/core/rule.ts';
import type { Site } from '../../src/core/sites.ts';
import { applyEdits } from '../../src/core/text.ts';
import type { Wanted } from '../../src/core/wants.ts';
import { sitesIn } from './sites.ts';
import type { Snippet } from './snippets.ts';

/**
 * The Python source after the intents for its first site, or all of them refused together. Throws where the result does not
 * parse.
 */
export async function lowered(
  { language, text }: Snippet,
  wanted: Wanted,
  intents: (site: Site) => readonly Intent[],
): Promise<string> {
  const { source, document, sites } = await sitesIn({ language, text }, wanted);
  const [site] = sites;
  if (!site) throw new Error(`there is no site in ${text}`);
  const lowered = intents(site).map((intent) => document.lower(intent));
  if (!lowered.every((edits) => edits !== undefined)) return 'refused';
  const edits = lowered.flat().sort((a, b) => a.start - b.start);
  const after = applyEdits(source, edits);
  const { problem } = (await sitesIn({ language, text: after }, wanted)).document;
  if (problem) throw new Error(`${problem.message} at ${problem.at} in ${after}`);
  return after;
}
