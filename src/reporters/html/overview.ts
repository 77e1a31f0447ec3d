import { LEVELS } from '../../core/levels.ts';
import type { Mode, Note, Report, Summary } from '../../core/report.ts';
import { versionsText } from '../../core/model/target.ts';
import { plural, thousands } from '../layout.ts';
import { countOf } from '../marks.ts';
import { heldSentence, toldNotes, type Told } from '../notes.ts';
import { plain } from '../reporter.ts';
import { summary as terminalSummary } from '../summary.ts';
import { printable } from '../visible.ts';
import { addressOf, levelLabel } from './collect.ts';
import { markup, type Markup } from './markup.ts';

/** What a run did, in numbers: the same as on a terminal. */
export const overview = (report: Report): Markup =>
  markup` <section aria-labelledby="summary">
    <h2 id="summary">Summary</h2>
    <ul class="tiles">
      ${tilesOf(report).map(tile)}
    </ul>
    <div class="charts">
      <div>
        ${sentencesOf(report).map((text) => markup`<p>${text}</p> `)} ${levelChart(report.summary)}
        ${targetsOf(report)} ${notesOf(report)}
      </div>
      ${ruleChart(report.rules)}
    </div>
  </section>`;

interface Tile {
  readonly name: string;
  readonly count: number;
  /** The colour of a count that is not zero. */
  readonly tone: 'plain' | 'good' | 'warn' | 'bad';
}

const tilesOf = ({ mode, summary }: Report): readonly Tile[] => [
  { name: 'files scanned', count: summary.scanned, tone: 'plain' },
  { name: changedWord(mode), count: summary.changed, tone: 'good' },
  { name: summary.edits === 1 ? 'edit' : 'edits', count: summary.edits, tone: 'good' },
  { name: summary.manual === 1 ? 'needs a look' : 'need a look', count: summary.manual, tone: 'warn' },
  { name: 'failed', count: summary.failed, tone: 'bad' },
  ...(summary.known > 0 ? [{ name: 'known (baseline)', count: summary.known, tone: 'plain' } as const] : []),
];

const changedWord = (mode: Mode): string => (mode === 'write' ? 'changed' : 'would change');

const tile = ({ name, count, tone }: Tile): Markup =>
  markup`<li class="${count > 0 ? tone : 'plain'}"><strong>${thousands(count)}</strong> ${name}</li>`;

/** The sentences of the summary on a terminal, without what the page has in lists. */
const sentencesOf = (report: Report): readonly string[] =>
  terminalSummary(
    { ...report, rules: [], notes: [], summary: { ...report.summary, held: [] } },
    { paint: plain, width: Infinity, verbose: false },
  )
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

/** The width of a whole bar, in the units of its drawing. */
const WHOLE = 100;

/** How urgent the findings that are left are. */
function levelChart({ levels, manual }: Summary): Markup {
  if (manual === 0) return markup``;
  let at = 0;
  const parts = LEVELS.map((level) => {
    const part = markup`<rect
      class="${level}"
      x="${at}"
      y="0"
      width="${share(levels[level], manual)}"
      height="10"
    ></rect>`;
    at += share(levels[level], manual);
    return part;
  });
  const said = LEVELS.filter((level) => levels[level] > 0).map((level) => countOf(level, levels[level]));
  return markup`<figure>
    <figcaption>Left to you, by level</figcaption>
    <svg
      class="bar"
      role="img"
      aria-label="${said.join(', ')}"
      viewBox="0 0 ${WHOLE} 10"
      preserveAspectRatio="none"
    >
      ${parts}
    </svg>
    <ul class="legend">
      ${LEVELS.map(
        (level) =>
          markup`<li>
            <span class="swatch ${level}" aria-hidden="true"></span>${levelLabel(level)}:
            ${thousands(levels[level])}
          </li>`,
      )}
    </ul>
  </figure>`;
}

const share = (count: number, of: number): number =>
  of === 0 ? 0 : Math.round((count / of) * WHOLE * 100) / 100;

/** How many edits and findings each rule has, as a table with bars. */
function ruleChart(rules: Report['rules']): Markup {
  if (rules.length === 0) return markup``;
  const most = rules.reduce((max, { edits, manual }) => Math.max(max, edits + manual), 1);
  return markup`<table class="rules">
    <caption>
      Edits and findings by rule
    </caption>
    <thead>
      <tr>
        <th scope="col">Rule</th>
        <th scope="col">Edits</th>
        <th scope="col">Left</th>
        <td class="wide"></td>
      </tr>
    </thead>
    <tbody>
      ${rules.map(
        ({ rule, edits, manual }) =>
          markup` <tr>
            <th scope="row"><a href="${addressOf(rule)}">${rule}</a></th>
            <td>${counted(rule, 'edit', edits)}</td>
            <td>${counted(rule, 'left', manual)}</td>
            <td class="wide">
              <svg class="bar" aria-hidden="true" viewBox="0 0 ${WHOLE} 10" preserveAspectRatio="none">
                <rect class="edit" x="0" y="0" width="${share(edits, most)}" height="10"></rect>
                <rect
                  class="left"
                  x="${share(edits, most)}"
                  y="0"
                  width="${share(manual, most)}"
                  height="10"
                ></rect>
              </svg>
            </td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** A number that leads to what it counts. */
const counted = (rule: string, kind: 'edit' | 'left', count: number): Markup =>
  count === 0
    ? markup`0`
    : markup`<a
        href="#kind=${kind}&rule=${encodeURIComponent(printable(rule))}"
        aria-label="${thousands(count)} ${kind === 'edit' ? 'edits' : 'left'}: show those of ${rule}"
        >${thousands(count)}</a
      >`;

function targetsOf({ targets }: Report): Markup {
  const texts = targets.map(({ client, versions, sources }) => {
    const of = Object.entries(versions).map(([name, range]) => `${name} ${versionsText(range)}`);
    return [client, ...of].join(', ') + (sources.length > 0 ? ` (from ${sources.join(', ')})` : '');
  });
  return texts.length === 0
    ? markup``
    : markup`<h3>${texts.length === 1 ? 'Target' : 'Targets'}</h3>
        <ul>
          ${texts.map((text) => markup`<li>${text}</li>`)}
        </ul>`;
}

/** More places of one note than this are counted. */
const MAX_PLACES = 500;

function notesOf({ notes, summary: { held } }: Report): Markup {
  if (notes.length === 0 && held.length === 0) return markup``;
  return markup`<h3>Notes</h3>
    <ul class="notes">
      ${toldNotes(notes).map(noteOf)}${held.length > 0 ? markup`<li>${heldSentence(held)}</li>` : markup``}
    </ul>`;
}

function noteOf({ rule, sentence, places }: Told): Markup {
  const rest = places.length - MAX_PLACES;
  return markup`<li>
    <details>
      <summary>${sentence} (${rule})</summary>
      <p><a href="${addressOf(rule)}">About ${rule}</a></p>
      <ul>
        ${places.slice(0, MAX_PLACES).map(placeOf)}${rest > 0 ? markup`<li>and ${thousands(rest)} more</li>` : markup``}
      </ul>
    </details>
  </li>`;
}

const placeOf = ({ path, line, column }: Note['places'][number]): Markup =>
  markup`<li><code>${path}:${line}:${column}</code></li>`;

export const modeText = (mode: Mode): string => {
  switch (mode) {
    case 'write':
      return 'files were rewritten';
    case 'dry-run':
      return 'dry run: nothing was written';
    case 'check':
      return 'check: nothing was written';
  }
};

/** The name of the page: of several, a browser shows which is which. */
export const titleOf = ({ mode, summary: { changed, manual } }: Report): string =>
  `bump-testclient: ${plural(changed, 'file')} ${changedWord(mode)}, ${manual} ${manual === 1 ? 'needs' : 'need'} a look`;
