import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureEnvironments, Unreachable } from '../environments.ts';
import { migrateFolder } from '../migrate.ts';
import { part, table, type Context, type Found } from '../part.ts';
import { inParallel } from '../process.ts';
import { BACKENDS } from './environments.ts';
import { fetchSources, labelOf, OTHERS } from './sources.ts';

type Data = readonly { readonly suite: string; readonly changed: number; readonly findings: number }[];

async function run({ say }: Context): Promise<Found<Data>> {
  const ensured = await ensureEnvironments([BACKENDS], say);
  if (ensured.status === 'unreachable') throw new Unreachable(ensured.missing);
  const sourceOf = await fetchSources(ensured.python(BACKENDS), OTHERS, say);
  const folder = mkdtempSync(join(tmpdir(), 'others-'));
  try {
    const results = await inParallel(OTHERS, 2, async (one) => {
      say(`${labelOf(one)}: nothing is to change`);
      const copy = join(folder, one.name);
      cpSync(sourceOf(one), copy, { recursive: true });
      return { suite: labelOf(one), ...(await migrateFolder(copy)) };
    });
    const failures = results.flatMap(({ suite, edits, findings }) => [
      ...edits.map(({ file, line, rule }) => `${suite}: ${file}:${line} is changed by ${rule}`),
      ...findings.map(({ file, line, rule, message }) => `${suite}: ${file}:${line}: ${rule}: ${message}`),
    ]);
    return {
      passed: results.filter(({ edits, findings }) => edits.length + findings.length === 0).length,
      failures,
      data: results.map(({ suite, changed, findings }) => ({
        suite,
        changed: changed.length,
        findings: findings.length,
      })),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const inShort = (data: Data): string => {
  const untouched = data.filter(({ changed, findings }) => changed + findings === 0);
  return `${data.length} projects that use other clients (${data.map(({ suite }) => suite).join(', ')}): ${untouched.length} of them come out without an edit and without a finding.`;
};

const inFull = (data: Data): string =>
  [
    '## Other clients',
    'Source distributions of projects that use other clients. The command must not edit them, and must not report anything.',
    table(
      ['project', 'files changed', 'findings'],
      data.map(({ suite, changed, findings }) => [suite, changed, findings]),
    ),
  ].join('\n\n');

export const others = part<Data>({ name: 'others', run, inShort, inFull });
