import type { Summary } from '../../evidence/summary.ts';
import { counted, plural } from '../../reporters/layout.ts';
import { printable } from '../../reporters/visible.ts';
import { exportRecorders } from '../../runner/record/export.ts';
import { record, type Recorded } from '../../runner/record/record.ts';
import { noteLine } from '../publish.ts';
import type { Terminal } from '../output/terminal.ts';
import type { ExportRequest, RecordRequest } from './options.ts';

/** Runs the command, and tells on stderr what was recorded. Resolves to the exit code of the command. */
export async function recordRun(
  { kind: _, ...request }: RecordRequest,
  { io: { cwd, env }, err }: Terminal,
): Promise<number> {
  const recorded = await record({ ...request, cwd, env });
  const notes = recorded.summary.problems.map((problem) => `the recorder: ${problem}`);
  if (recorded.summary.isCut && recorded.is !== 'nowhere') notes.push(CUT);
  const values = request.values && recorded.is !== 'nowhere' ? [WITH_VALUES] : [];
  await err.write([...notes, ...values].map(noteLine).join('') + told(recorded, request.twice));
  return recorded.status;
}

export async function exportRun({ folder, values }: ExportRequest, { io, out }: Terminal): Promise<number> {
  await out.write(await exportRecorders(io.cwd, folder, { values }));
  return 0;
}

const WITH_VALUES = 'the recording holds what was sent, as --values asks: keep it to yourself';

const CUT = 'the recording has no end: the run was killed, or there was no space left for what is missing';

function told({ is, file, summary }: Recorded, twice: boolean): string {
  switch (is) {
    case 'in place':
      return `recorded ${counts(summary)}${twice ? ', twice' : ''}: ${printable(file)}\n`;
    case 'beside':
      return (
        `recorded ${counts(summary)} until it was interrupted: ${printable(file)}\n` +
        'the earlier recording stays in its place\n'
      );
    case 'nowhere':
      return nothing(summary);
  }
}

/** "3,120 requests of 412 tests at 126 places in 14 files" */
function counts({ requests, tests, places, files }: Summary): string {
  const of = tests > 0 ? ` of ${counted(tests, 'test')}` : '';
  const at = places > 0 ? ` at ${counted(places, 'place')} in ${counted(files, 'file')}` : '';
  return `${counted(requests, 'request')}${of}${at}`;
}

const nothing = ({ tests }: Summary): string =>
  tests > 0
    ? `nothing was recorded: ${plural(tests, 'test')} ran, and none of them sent a request with a client that is known\n` +
      'see docs/evidence.md for the clients that are\n'
    : 'nothing was recorded: no test ran that sends a request, or no recorder was loaded where it ran\n' +
      'the command has to pass on PYTHONPATH, NODE_OPTIONS and BUMP_TESTCLIENT_RECORD, which `env -i`, `sudo`, containers and\n' +
      'environments of tox with a pass_env of their own do not; `python -I`, `-E` and `-S` load no recorder. For other machines\n' +
      'and containers: bump-testclient record --export FOLDER\n';
