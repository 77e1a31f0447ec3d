import type { Report } from '../../core/report.ts';
import { countsOf } from '../listed/counts.ts';
import { listed, unmigrated, type Listed, type Unmigrated } from '../listed/listed.ts';
import { wellFormed } from '../listed/place.ts';
import { heldSentence, toldNotes, type Told } from '../notes.ts';
import type { Reporter, ReporterOptions } from '../reporter.ts';
import { escaped } from '../visible.ts';
import { fixesIn, type FixesOf } from './fixes.ts';
import { artifactOf, baseOf, regionOf, startOf } from './locations.ts';
import { levelsOf, RESULT_LEVELS } from './levels.ts';
import { ruleEntries } from './rules.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
const HOME = 'https://github.com/bump-testclient/bump-testclient';

/** SARIF 2.1.0, with one run. Edits that were made are no results. Regions count UTF-16 units, as in every report. */
export const sarif: Reporter = (report, options) =>
  escaped(
    `${JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs: [run(report, options)] }, null, 2)}\n`,
  );

function run(report: Report, options: ReporterOptions): unknown {
  const results = listed(report);
  const names = [...new Set([...report.rules, ...report.notes, ...results].map(({ rule }) => rule))].sort();
  const places = new Map(names.map((name, index) => [name, index]));
  const fixes = fixesIn();
  return {
    tool: {
      driver: {
        name: 'bump-testclient',
        version: report.version,
        semanticVersion: report.version,
        informationUri: HOME,
        rules: ruleEntries(names, levelsOf(results), options),
      },
    },
    // A later upload under the same id replaces this one.
    automationDetails: { id: 'bump-testclient/' },
    invocations: [invocation(report, options)],
    originalUriBaseIds: baseOf(options),
    newlineSequences: ['\r\n', '\n', '\r'],
    columnKind: 'utf16CodeUnits',
    results: results.map((one) => result(one, places.get(one.rule) ?? -1, fixes, options)),
    properties: { counts: countsOf(report.summary) },
  };
}

function result(one: Listed, ruleIndex: number, fixesOf: FixesOf, options: ReporterOptions): unknown {
  const artifactLocation = artifactOf(one.file.path, options);
  const fixes = fixesOf(one, artifactLocation);
  return {
    ruleId: one.rule,
    ruleIndex,
    kind: 'fail',
    level: RESULT_LEVELS[one.level],
    message: { text: wellFormed(sentences(one.message, one.detail)) },
    locations: [{ physicalLocation: { artifactLocation, region: regionOf(one) } }],
    // By a name of our own: GitHub computes what it goes by itself, and warns of other values under its name.
    partialFingerprints: { 'bumpTestclient/v1': one.fingerprint },
    ...(fixes.length > 0 && { fixes }),
    properties: { kind: one.kind },
  };
}

/** "A message. What it leads to." */
const sentences = (...texts: readonly string[]): string =>
  texts.map((text) => (/[.!?]$/.test(text) ? text : `${text}.`)).join(' ');

function invocation(report: Report, options: ReporterOptions): unknown {
  const { exitCode, held } = report.summary;
  return {
    executionSuccessful: exitCode !== 2,
    exitCode,
    toolExecutionNotifications: [
      ...unmigrated(report, 'failed').map((file) => notification(file, 'error', options)),
      ...unmigrated(report, 'skipped').map((file) => notification(file, 'note', options)),
      ...toldNotes(report.notes).map((note) => noteEntry(note, options)),
      ...(held.length > 0 ? [{ level: 'note', message: { text: heldSentence(held) } }] : []),
    ],
  };
}

const notification = (
  { path, error }: Unmigrated,
  level: 'error' | 'note',
  options: ReporterOptions,
): unknown => ({
  level,
  message: { text: wellFormed(`${error.reason}: ${error.message.split('\n', 1)[0]}`) },
  locations: [{ physicalLocation: { artifactLocation: artifactOf(path, options), ...startOf(error) } }],
});

/** More places than these are in the report in JSON. */
const MOST_PLACES = 100;

const noteEntry = ({ rule, sentence, places }: Told, options: ReporterOptions): unknown => ({
  level: 'note',
  message: { text: wellFormed(sentence) },
  associatedRule: { id: rule },
  locations: places.slice(0, MOST_PLACES).map((place) => ({
    physicalLocation: { artifactLocation: artifactOf(place.path, options), region: regionOf(place) },
  })),
});
