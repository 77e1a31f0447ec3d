import { LEVELS } from '../../core/levels.ts';
import type { FileReport, Report } from '../../core/report.ts';
import { plural } from '../layout.ts';
import { markOf } from '../marks.ts';
import type { Reporter } from '../reporter.ts';
import { SCRIPT, SCRIPT_HASH, STYLE, STYLE_HASH } from './assets.ts';
import { levelLabel, pageData } from './collect.ts';
import type { Kind, PageData } from './data.ts';
import { jsonMarkup, markup, type Markup } from './markup.ts';
import { modeText, overview, titleOf } from './overview.ts';

/**
 * One page for a review, which needs no other file and no network. It holds every finding and what changed of each file. Nothing of a source or of
 * a name is markup: texts are escaped, or data that the script of the page shows as text; and the page lets nothing run or load but its own script and style.
 */
export const htmlReport: Reporter = (report) => page(report, pageData(report)).html;

const POLICY = [
  "default-src 'none'",
  `style-src '${STYLE_HASH}'`,
  `script-src '${SCRIPT_HASH}'`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** Texts of this package, which end no element. */
const own = (html: string): Markup => ({ html });

// The icon keeps browsers from asking a server for one.
const page = (report: Report, data: PageData): Markup =>
  markup`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${own(POLICY)}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>${titleOf(report)}</title>
        <link rel="icon" href="data:," />
        <style>${own(STYLE)}</style>
      </head>
      <body>
        <a class="skip" href="#results">Skip to the results</a>
        <header>
          <h1>bump-testclient</h1>
          <p>Version ${report.version}, ${modeText(report.mode)}</p>
          <div id="tools" hidden>
            <label
              >Theme
              <select id="theme">
                <option value="">as the system</option>
                <option value="light">light</option>
                <option value="dark">dark</option>
              </select></label
            >
            <button type="button" id="help-open">Keyboard help</button>
          </div>
        </header>
        <main>
          ${overview(report)}
          <div class="layout">
            ${filters(data)}
            <section id="results" aria-labelledby="results-title" tabindex="-1">
              <h2 id="results-title">Files</h2>
              <p id="shown" role="status"></p>
              <p id="nothing" hidden>
                Nothing matches the filters. <button type="button" id="clear-all">Clear the filters</button>
              </p>
              <div id="files"></div>
              <noscript>${plainList(report.files)}</noscript>
            </section>
          </div>
        </main>
        ${help}
        <script type="application/json" id="data">${jsonMarkup(data)}</script>
        <script>${own(SCRIPT)}</script>
      </body>
    </html>
`;

const KINDS: Readonly<Record<Kind, string>> = {
  left: 'left to you',
  edit: 'edits',
  failed: 'failed',
  skipped: 'skipped',
};

/** A filter for each kind, level and rule that the page has. The script counts what they would show. */
function filters({ rules, files }: PageData): Markup {
  const items = files.flatMap((file) => file.items);
  const kinds = Object.entries(KINDS).filter(([kind]) => items.some((item) => item.kind === kind));
  const levels = LEVELS.filter((level) => items.some((item) => item.level === level));
  return markup`<div id="filters" role="search" aria-label="Filters" hidden>
    <details open>
      <summary>Filters</summary>
      <p>
        <label for="path">File or message</label
        ><input type="search" id="path" autocomplete="off" spellcheck="false" />
      </p>
      ${group('kind', 'Kind', kinds)}
      ${group(
        'level',
        'Level',
        levels.map((level) => [level, levelLabel(level)]),
      )}
      ${group(
        'rule',
        'Rule',
        rules.map(([name]) => [name, name] as const).toSorted(([a], [b]) => (a < b ? -1 : 1)),
      )}
      <p><button type="button" id="clear">Clear the filters</button></p>
    </details>
  </div>`;
}

const group = (name: string, title: string, choices: readonly (readonly [string, string])[]): Markup =>
  choices.length === 0
    ? markup``
    : markup`<fieldset>
        <legend>${title}</legend>
        ${choices.map(
          ([value, label]) =>
            markup`<label
              ><input type="checkbox" name="${name}" value="${value}" /> <span>${label}</span>
              <span class="count"></span
            ></label>`,
        )}
      </fieldset>`;

/** What the page tells without its script. */
const plainList = (files: readonly FileReport[]): Markup =>
  markup` <p>
      The code is shown by the script of this page, which your browser does not run. Here is the list.
    </p>
    ${files
      .filter(({ edits, manual, error }) => edits.length + manual.length > 0 || error)
      .map(
        ({ path, status, error, edits, manual }) =>
          markup`<h3>${path}</h3>
            <ul>
              ${error ? markup`<li>${place(error)}${status}, ${error.reason}: ${error.message}</li>` : markup``}${manual.map(
                (one) =>
                  markup`<li>
                    ${place(one)}${markOf(one.level)} ${one.rule}:
                    ${one.message}${one.why === null ? '' : `; ${one.why}`}
                  </li>`,
              )}${edits.length > 0 ? markup`<li>${plural(edits.length, 'edit')}</li>` : markup``}
            </ul> `,
      )}`;

const place = ({ line, column = 1 }: { readonly line?: number; readonly column?: number }): string =>
  line === undefined ? '' : `${line}:${column}: `;

const KEYS: readonly (readonly [keys: readonly string[], does: string])[] = [
  [['j', 'k'], 'next and previous finding or edit'],
  [['n', 'p'], 'next and previous file'],
  [['o'], 'fold or unfold the file'],
  [['/'], 'go to the filter'],
  [['?'], 'this help'],
  [['Esc'], 'close the help'],
];

const help = markup`<dialog id="help" aria-labelledby="help-title">
  <h2 id="help-title">Keyboard</h2>
  <table>
    <thead>
      <tr>
        <th scope="col">Key</th>
        <th scope="col">Does</th>
      </tr>
    </thead>
    <tbody>
      ${KEYS.map(
        ([keys, does]) =>
          markup`<tr>
            <th scope="row">${keys.map((key) => markup`<kbd>${key}</kbd> `)}</th>
            <td>${does}</td>
          </tr>`,
      )}
    </tbody>
  </table>
  <p>
    <label><input type="checkbox" id="keys" checked /> Use these keys</label>
  </p>
  <p><button type="button" id="help-close">Close</button></p>
</dialog>`;
