import type { Project, Settings } from '../../core/language.ts';
import type { Memo } from './memo/memo.ts';

/** Reads the files of a project. */
export interface Reader<Module> {
  readonly project: Project;
  /** A file of the project, parsed and bound; `undefined` where there is none, or it cannot be read. */
  readonly module: (path: string) => Module | undefined;
}

/** What is known while one file is read, whatever its language. */
export interface Knowledge<Module, Type> extends Reader<Module>, Memo<Type> {
  readonly settings: Settings;
}

/** A function for each question. It is given the analysis, to ask further questions, and then what was asked. */
export type AnswersTo<Questions, Analysis> = {
  readonly [Question in keyof Questions]: Questions[Question] extends (...asked: infer Asked) => infer Answer
    ? (analysis: Analysis, ...asked: Asked) => Answer
    : never;
};
