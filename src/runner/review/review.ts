import type { Result } from '../../core/engine/result.ts';
import { linesOf } from '../../core/lines.ts';
import type { FileMigration } from '../jobs/migrate-one.ts';
import type { OpenFile } from '../migrate/file.ts';
import type { Pass } from '../options.ts';
import { guardWrites } from '../write-all.ts';
import { openDecisions, undecided, type Decisions } from './decisions.ts';
import { writtenByHand } from './handwritten.ts';
import type { Answer, Handwritten, Question, Review } from './question.ts';

/** What is asked about in a run. */
interface Session {
  readonly ask: Review;
  asked: number;
  /** The edits of files that are still to come. */
  ahead: number;
  /** Of files that were not begun. */
  rest: 'asked' | 'made' | 'not reached';
}

/** Has a person decide about each edit, if the run is to ask. Throws a `UsageError` where a file may not be written at all. */
export async function reviewed(
  migrations: readonly FileMigration[],
  pass: Pass,
): Promise<readonly FileMigration[]> {
  const { review } = pass;
  if (!review) return migrations;
  await guardWrites(migrations, pass);
  const ahead = migrations.reduce((sum, { report }) => sum + report.edits.length, 0);
  const session: Session = { ask: review, asked: 0, ahead, rest: 'asked' };
  const all: FileMigration[] = [];
  for (const migration of migrations) {
    const { after: _, moved: __, open, ...rest } = migration;
    if (!migration.after || !open) {
      all.push(migration);
      continue;
    }
    session.ahead -= migration.report.edits.length;
    const { unsafe } = await pass.settings.of(migration.file);
    const file = { path: migration.file.path, open, session, decisions: openDecisions(unsafe) };
    all.push({ ...rest, ...open.conclude(await reviewFile(file)) });
  }
  return all;
}

interface FileReview {
  readonly path: string;
  readonly open: OpenFile;
  readonly session: Session;
  readonly decisions: Decisions;
}

async function reviewFile(file: FileReview): Promise<Result> {
  const { path, open, session, decisions } = file;
  decisions.settle(session.rest);
  let now = await open.migrate(decisions.options());
  for (let [edit] = undecided(now); edit; [edit] = undecided(now)) {
    const then = await open.migrate(decisions.options(edit));
    const before = textOf(now, open);
    const after = textOf(then, open);
    if (then.status === 'failed' || then.status === 'skipped' || after === before) {
      // It cannot be made by itself, or others have done what it does.
      decisions.leave(edit);
      now = await open.migrate(decisions.options());
      continue;
    }
    const question: Question = {
      ...{ path, finding: edit, original: open.text, before, after },
      place: linesOf(open.text).at(edit.at.start),
      number: session.asked + 1,
      total: session.asked + undecided(now).length + session.ahead,
    };
    now = await answered(question, { now, then }, file);
    session.asked++;
  }
  return now;
}

/** The result with the answer to a question. `now`, `then`: those without and with the edit. */
async function answered(
  question: Question,
  { now, then }: { readonly now: Result; readonly then: Result },
  file: FileReview,
): Promise<Result> {
  const { open, session, decisions } = file;
  let answer: Answer = await session.ask(question);
  while (typeof answer === 'object') {
    const written = await withHandwriting(answer.handwritten, question, now, file);
    if (typeof written !== 'string') return written;
    answer = await session.ask({ ...question, refused: written });
  }
  switch (answer) {
    case 'yes':
      decisions.make(question.finding);
      return then;
    case 'no':
      decisions.leave(question.finding);
      break;
    case 'rest-of-file':
    case 'rest-of-run':
      decisions.make(question.finding);
      decisions.settle('made');
      if (answer === 'rest-of-run') session.rest = 'made';
      break;
    case 'none-of-file':
      decisions.settle('declined');
      break;
    case 'quit':
      decisions.settle('not reached');
      session.rest = 'not reached';
      break;
  }
  return open.migrate(decisions.options());
}

/** The result with what was written by hand, or why it is refused. */
async function withHandwriting(
  handwritten: Handwritten,
  question: Question,
  now: Result,
  { open, decisions }: FileReview,
): Promise<Result | string> {
  const found = 'findings' in now ? now.findings : [];
  const byHand = writtenByHand(handwritten, question, decisions.byHand, found);
  const result = await open.migrate({ ...decisions.options(), byHand });
  if (result.status === 'failed') return result.detail;
  if (result.status === 'skipped') return 'it would have the whole file ignored';
  decisions.write(byHand, question.finding);
  return open.migrate(decisions.options());
}

const textOf = (result: Result, open: OpenFile): string =>
  result.status === 'changed' ? result.text.replace(/^\uFEFF/, '') : open.text;
