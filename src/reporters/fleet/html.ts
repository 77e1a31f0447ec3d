import { plural } from '../layout.ts';
import { printable } from '../visible.ts';
import {
  countsOf,
  rulesOf,
  STATUSES,
  withStatus,
  type FleetCounts,
  type FleetReport,
  type Repository,
  type RepositoryStatus,
} from './report.ts';
import type { FleetReporter } from './reporter.ts';
import { STYLE } from './style.ts';
import { fileAddress, HEADINGS, MEANINGS, repositoryAddress, told, totals } from './words.ts';

/** No script runs, nothing is loaded, and no form is sent, whatever a name or a message holds. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

const TITLE = 'Migration to the httpx-based TestClient';

/** One page that needs no network and no script: totals, rules, and every repository with what is left in it. */
export const fleetHtml: FleetReporter = (report) => {
  const counts = countsOf(report);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${html(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${TITLE}</title>
<style>${STYLE}</style>
</head>
<body>
<a class="skip" href="#repositories">Skip to the repositories</a>
<header>
<h1>${TITLE}</h1>
<p>${html(totals(counts))}.</p>
${navigation(counts)}
</header>
<main>
${sums(counts)}
${rules(report)}
<div id="repositories" tabindex="-1">
${STATUSES.map((status) => group(status, report)).join('')}</div>
</main>
<footer><p>Made by bump-testclient ${html(report.version)}.</p></footer>
</body>
</html>
`;
};

const navigation = ({
  statuses,
  repositories,
}: FleetCounts): string => `<nav aria-label="Repositories by status">
<ul class="cards">${STATUSES.map(
  (status) =>
    `<li class="${status}"><a href="#${status}"><strong>${statuses[status]}</strong> ${HEADINGS[status]}</a></li>`,
).join('')}</ul>
<div class="bar" role="img" aria-label="${html(totals({ statuses, repositories }))}">${STATUSES.map(
  (status) =>
    statuses[status] > 0 ? `<span class="${status}" style="flex-grow:${statuses[status]}"></span>` : '',
).join('')}</div>
</nav>`;

const sums = ({ scanned, changed, edits, manual, failed }: FleetCounts): string => `<dl class="sums">
<div><dt>Files scanned</dt><dd>${scanned}</dd></div><div><dt>Files changed</dt><dd>${changed}</dd></div>
<div><dt>Edits</dt><dd>${edits}</dd></div><div><dt>Findings left</dt><dd>${manual}</dd></div>
<div><dt>Files failed</dt><dd>${failed}</dd></div>
</dl>`;

function rules(report: FleetReport): string {
  const all = rulesOf(report);
  if (all.length === 0) return '';
  const rows = all.map(
    ({ rule, edits, manual, repositories }) =>
      `<tr><th scope="row"><code>${html(rule)}</code></th><td>${edits}</td><td>${manual}</td><td>${repositories}</td></tr>`,
  );
  return `<section aria-labelledby="rules"><h2 id="rules">Rules</h2>
<div class="wide" tabindex="0" role="region" aria-labelledby="rules"><table>
<thead><tr><th scope="col">Rule</th><th scope="col">Edits</th><th scope="col">Findings left</th><th scope="col">Repositories</th></tr></thead>
<tbody>${rows.join('\n')}</tbody>
</table></div></section>`;
}

function group(status: RepositoryStatus, report: FleetReport): string {
  const members = withStatus(report.repositories, status);
  if (members.length === 0) return `<section id="${status}" hidden></section>\n`;
  return `<section id="${status}" class="group ${status}" aria-labelledby="${status}-title">
<h2 id="${status}-title">${HEADINGS[status]} <span class="count">(${members.length})</span></h2>
<p>${MEANINGS[status]}</p>
<ul class="repositories">
${members.map((one) => `<li>${repository(one, report)}</li>`).join('\n')}
</ul>
</section>
`;
}

function repository(one: Repository, report: FleetReport): string {
  const { name, findings, failures } = one;
  const line = `${linked(`<strong>${html(name)}</strong>`, repositoryAddress(report.addresses, name))} <span>${html(told(one))}</span>`;
  if (findings.length + failures.length === 0) return line;
  return `${line}
<details><summary>What is left in <span>${html(name)}</span></summary><ul class="findings">
${[
  ...failures.map((failure) => entry(name, failure, 'failed', '', report)),
  ...findings
    .slice(0, MAX_FINDINGS)
    .map((finding) => entry(name, finding, finding.level, finding.rule, report)),
].join('\n')}
${findings.length > MAX_FINDINGS ? `<li>and ${plural(findings.length - MAX_FINDINGS, 'finding')} more; the report of the repository has all</li>` : ''}</ul></details>`;
}

/** More findings of one repository are counted: a thousand repositories make one page. */
const MAX_FINDINGS = 200;

function entry(
  name: string,
  place: { readonly path: string; readonly line: number; readonly message: string },
  level: string,
  rule: string,
  { addresses }: FleetReport,
): string {
  const at = `<code>${html(`${place.path}:${place.line}`)}</code>`;
  const by = rule === '' ? '' : ` <code>${html(rule)}</code>`;
  return `<li>${linked(at, fileAddress(addresses, name, place))} <span class="level">${level}</span>${by} ${html(place.message)}</li>`;
}

const linked = (inner: string, address: string | undefined): string =>
  address === undefined ? inner : `<a href="${html(address)}">${inner}</a>`;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for an element or for an attribute in double quotes. What is not seen is named. */
const html = (text: string): string =>
  printable(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
