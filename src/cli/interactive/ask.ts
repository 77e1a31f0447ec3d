import { printable } from '../../reporters/visible.ts';
import { UsageError } from '../../runner/errors.ts';
import type { Answer, Question, Review } from '../../runner/review/question.ts';
import type { RunRequest } from '../arguments/request.ts';
import { style, type Terminal } from '../output/terminal.ts';
import { Interrupted } from './interrupted.ts';
import { editorOf, type Editor } from './editor.ts';
import { linesFrom, type Lines } from './lines.ts';
import { editable, readPatch } from './patch-text.ts';
import { shownQuestion } from './render.ts';

interface AskOptions {
  readonly request: RunRequest;
  readonly terminal: Terminal;
  /** Makes room for a question. */
  readonly clear: () => Promise<void>;
  readonly editor?: Editor;
}

type Letter = 'y' | 'n' | 'a' | 'd' | 'A' | 'q' | 'e' | '?';

/** The letters of `git add --patch`, and what they do. */
const LETTERS: Readonly<Record<Letter, string>> = {
  y: 'make this edit',
  n: 'do not make this edit',
  a: 'make this edit and all later ones in the file',
  d: 'make neither this edit nor a later one in the file',
  A: 'make this edit and all later ones in all files',
  q: 'quit: make no further edit; those that were accepted are written',
  e: 'edit the lines by hand, in $VISUAL or $EDITOR',
  '?': 'print this help',
};

const ANSWERS: Readonly<Record<Exclude<Letter, 'e' | '?'>, Exclude<Answer, object>>> = {
  y: 'yes',
  n: 'no',
  a: 'rest-of-file',
  d: 'none-of-file',
  A: 'rest-of-run',
  q: 'quit',
};

/** Asks on a terminal. Throws a `UsageError` where there is none. What it returns rejects with `Interrupted` when a signal comes. */
export function askOn({ request, terminal, clear, editor = editorOf(terminal.io.env) }: AskOptions): Review {
  const { io, err } = terminal;
  if (!err.isTerminal || io.stdin.isTTY !== true)
    throw new UsageError(
      '--interactive needs a terminal: standard input and standard error must not be redirected',
      'without a terminal, `--dry-run` prints the edits as a patch',
    );
  const dialogue: Dialogue = { request, terminal, editor, lines: linesFrom(io.stdin) };
  return async (question) => {
    await clear();
    const options = style(request, terminal, err);
    if (question.refused === undefined) await err.write(`\n${shownQuestion(question, options)}`);
    else
      await err.write(
        `${options.paint.red('cannot take these lines over:')} ${printable(question.refused)}\n`,
      );
    return answer(question, dialogue);
  };
}

interface Dialogue {
  readonly request: RunRequest;
  readonly terminal: Terminal;
  readonly editor: Editor;
  readonly lines: Lines;
}

async function answer(question: Question, dialogue: Dialogue): Promise<Answer> {
  const { request, terminal, lines } = dialogue;
  const { err } = terminal;
  const letters = Object.keys(LETTERS).join(',');
  const { number, total } = question;
  for (;;) {
    const { paint } = style(request, terminal, err);
    const prompt = `${paint.bold(`(${number}/${total}) Make this edit [${letters}]?`)} `;
    const typed = await answerTo(prompt, lines, terminal);
    if (typed === undefined) {
      await err.write('\n');
      return 'quit';
    }
    const letter = letterOf(typed);
    if (letter === 'e') {
      const written = byHand(question, dialogue);
      if (!('problem' in written)) return written.answer;
      await err.write(`${printable(written.problem)}\n`);
    } else if (letter === '?') await err.write(help(request.unsafe));
    else if (letter !== undefined) return ANSWERS[letter];
    else if (typed.trim() !== '')
      await err.write(`${printable(typed.trim())}: no such answer\n${help(request.unsafe)}`);
  }
}

/** What was typed as a letter; a whole word counts as its first. */
function letterOf(typed: string): Letter | undefined {
  const word = typed.trim();
  const short = ['yes', 'no', 'quit', 'edit', 'help'].includes(word.toLowerCase())
    ? word.toLowerCase().slice(0, 1).replace('h', '?')
    : word;
  return [short, short.toLowerCase()].find((one): one is Letter => Object.hasOwn(LETTERS, one));
}

function help(allowsUnsafe: boolean): string {
  const lines = Object.entries(LETTERS).map(([letter, does]) => `${letter} - ${does}\n`);
  return `${lines.join('')}${allowsUnsafe ? '' : 'a and A still ask about edits that are unsafe; with --unsafe they do not\n'}`;
}

/** The line that is typed; undefined at the end of the input. A signal is heard from the moment on when a person may send one. */
async function answerTo(
  prompt: string,
  { next, close }: Lines,
  { io, err }: Terminal,
): Promise<string | undefined> {
  let stop = (): void => undefined;
  const interruption = new Promise<never>((_, reject) => {
    stop = io.onInterrupt((signal) => reject(new Interrupted(signal)));
  });
  try {
    return await Promise.race([err.write(prompt).then(next), interruption]);
  } catch (error) {
    close();
    if (error instanceof Interrupted) await err.write('\ninterrupted: nothing was written\n');
    throw error;
  } finally {
    stop();
  }
}

type ByHand = { readonly answer: Answer } | { readonly problem: string };

function byHand(question: Question, { editor, terminal: { io } }: Dialogue): ByHand {
  // Ctrl-C in an editor is for the editor.
  const stop = io.onInterrupt(() => undefined);
  try {
    const edited = editor(editable(question));
    if ('problem' in edited) return edited;
    const read = readPatch(edited.text, question);
    switch (read) {
      case 'nothing':
        return { problem: 'nothing is left of the patch: the edit is not decided' };
      case 'does not fit':
        return {
          problem: 'the patch does not fit: lines that begin with a space, - or @@ have to stay as they are',
        };
      case 'same':
        return { answer: 'yes' };
      case 'no edit':
        return { answer: 'no' };
      default:
        return { answer: read };
    }
  } finally {
    stop();
  }
}
