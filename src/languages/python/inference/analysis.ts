import type { AnswersTo, Knowledge } from '../../kernel/analysis.ts';
import { amongAnswers } from '../../kernel/memo/among.ts';
import type { Known } from '../../kernel/memo/known.ts';
import { memo } from '../../kernel/memo/memo.ts';
import type { Reading } from '../../kernel/memo/state.ts';
import { MAX_VISITS } from '../../kernel/mentioning.ts';
import type { ImportFrom } from '../ast/statements.ts';
import { resolveModule } from '../binding/imports.ts';
import type { Module } from '../binding/module.ts';
import type { Binding } from '../binding/scope.ts';
import { unknown, type ClassRef, type Placed, type Type, type Types } from './types.ts';

/**
 * The questions that the parts of the inference ask each other in a circle: a name leads to a binding, a binding to a
 * parameter, a parameter to a fixture, and a fixture to a name. They are asked through the analysis, so that the files do
 * not import each other in a circle too. What can be imported without one is no question.
 */
export interface Questions {
  /** What an expression may be. */
  infer(at: Placed): Types;
  /** What a value with this annotation may be; empty when the annotation says nothing that is understood. */
  inferAnnotation(at: Placed): Types;
  /** What a binding gives its name. `module` is the file that the binding stands in. */
  inferBinding(module: Module, binding: Binding): Types;
  /** What an attribute of an instance (`self`: the instance) or of the class itself is; `undefined` when nothing sets it. */
  classMemberOf(cls: ClassRef, name: string, self: Type): Types | undefined;
}

/** What is known while one file is read, and how its parts are asked for what they know. */
export interface Analysis extends Questions, Knowledge<Module, Type> {
  /** The options of clients and of calls that rules ask about, as Python spells them. */
  readonly options: readonly string[];
  /** The options of test clients by which a construction is told from others, as Python spells them. */
  readonly made: readonly string[];
  /** An analysis of the project as it is held, which knows nothing yet: for what is found out once for all of its files. */
  readonly anew: () => Analysis;
  /**
   * An analysis of the same reading with one step less, which tells what an attribute that is assigned belongs to. With all that is
   * replaced in account, each name would lead to all places in the project that assign to an attribute so called, these to the names of
   * their owners, and so on in circles.
   */
  readonly owners: () => Analysis;
  /**
   * How many steps are taken from what is put in the place of a name to what is put in the place of its owner's. At 0 a name
   * that may be replaced from outside of what has it may be anything.
   */
  readonly steps: number;
}

/** Remembers what is asked about a thing while one file is read: see `amongAnswers`. */
export const remembering = amongAnswers<Type, Analysis>();

export type Modules = Analysis['module'];

export type Answers = AnswersTo<Questions, Analysis>;

export type Subject = Pick<Analysis, 'project' | 'settings' | 'options' | 'made' | 'anew'>;

/**
 * `settings.holder = Holder` in one file, and `settings.holder.BODY = ...` in another, take two. What is assigned at the end of a longer
 * chain may be of any owner.
 */
const STEPS = 2;

/** What other readings have found out, by the steps of the analysis. */
export interface KnownToReading {
  readonly known: (steps: number) => Known<Type>;
  readonly reading: Reading<Type>;
}

/**
 * An analysis lives as long as one reading of one file: nothing it remembers can go stale. What is asked of the project lives as
 * long as that. `others` is what other readings have found out about the same project with the same settings, where the file
 * is read as the project holds it.
 */
export function analyse(
  { project, settings, options, made, anew }: Subject,
  modules: Modules,
  answers: Answers,
  others?: KnownToReading,
  steps = STEPS,
): Analysis {
  const { once, ...limits } = memo<Type>({
    tooDeep: () => [unknown('its definition goes through too many steps')],
    budget: MAX_VISITS,
    ...(others && { ...others.known(steps), reading: others.reading }),
  });
  let owners: Analysis | undefined;
  const analysis: Analysis = {
    project,
    settings,
    options,
    made,
    anew,
    owners: () =>
      (owners ??=
        steps === 0
          ? analysis
          : analyse({ project, settings, options, made, anew }, modules, answers, others, steps - 1)),
    steps,
    module: modules,
    once,
    ...limits,
    infer: (at) => once(at.node, () => answers.infer(analysis, at)),
    inferAnnotation: (at) => answers.inferAnnotation(analysis, at),
    inferBinding: (module, binding) => answers.inferBinding(analysis, module, binding),
    classMemberOf: (cls, name, self) => answers.classMemberOf(analysis, cls, name, self),
  };
  return analysis;
}

/** The dotted name a relative or absolute import stands for, when it is not resolved to a file. */
export const dotted = ({ level, path }: Pick<ImportFrom, 'level' | 'path'>, name: string): string =>
  `${'.'.repeat(level)}${path}${path === '' ? '' : '.'}${name}`;

export function moduleNamed(
  analysis: Analysis,
  importer: Module,
  level: number,
  path: string,
): Module | undefined {
  const found = resolveModule(analysis.project, importer.path, level, path);
  return found === undefined ? undefined : analysis.module(found);
}
