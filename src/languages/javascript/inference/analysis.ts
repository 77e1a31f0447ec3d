import type { Project, Settings } from '../../../core/language.ts';
import type { AnswersTo, Knowledge } from '../../kernel/analysis.ts';
import { amongAnswers } from '../../kernel/memo/among.ts';
import type { Known } from '../../kernel/memo/known.ts';
import { memo } from '../../kernel/memo/memo.ts';
import type { Reading } from '../../kernel/memo/state.ts';
import { MAX_VISITS } from '../../kernel/mentioning.ts';
import { resolveAlias } from '../binding/aliases.ts';
import type { Module } from '../binding/module.ts';
import { resolveRelative } from '../binding/resolve.ts';
import type { Binding } from '../binding/scope.ts';
import { clientNames, type ClientNames } from './clients.ts';
import { unknown, type Placed, type Type, type Types } from './types.ts';

/**
 * The questions that the parts of the inference ask each other in a circle: a name leads to a binding, a binding to a
 * parameter, a parameter to a type annotation, and an annotation to a name. They are asked through the analysis, so that the
 * files do not import each other in a circle too. What a file can import without a circle, it imports.
 */
export interface Questions {
  /** What an expression may be. */
  infer(at: Placed): Types;
  /** What a value with this type annotation may be. */
  inferAnnotation(at: Placed): Types;
  /** What a binding gives its variable. `module` is the file that the binding stands in. */
  inferBinding(module: Module, binding: Binding): Types;
  /** What a property of a thing may be. */
  memberOf(type: Type, name: string): Types;
}

/** What is known while one file is read, and the questions that its parts ask each other. */
export interface Analysis extends Questions, Knowledge<Module, Type> {
  /** What makes clients, by name. */
  readonly names: ClientNames;
  /** The same object every time it is asked for, so that its nodes can be told apart by themselves. */
  readonly module: Knowledge<Module, Type>['module'];
  /** What a compiler says of an expression, where one was asked. */
  opinion(at: Placed): Types | undefined;
}

/** Remembers what is asked about a thing while one file is read: see `amongAnswers`. */
export const remembering = amongAnswers<Type, Analysis>();

export type Modules = Analysis['module'];

export type Answers = AnswersTo<Questions, Analysis>;

export interface Parts {
  readonly project: Project;
  readonly settings: Settings;
  readonly modules: Modules;
  readonly opinion?: (analysis: Analysis, at: Placed) => Types | undefined;
  /** What other readings have found out about the same project with the same settings, where the file is as the project holds it. */
  readonly known?: Known<Type> | undefined;
  readonly reading?: Reading<Type>;
}

/** A step takes more of the call stack than in Python: parameters, callers and callbacks ask through each other. */
const MAX_DEPTH = 100;

/** An analysis lives as long as one reading of one file: nothing it remembers can go stale. */
export function analyse(
  { project, settings, modules, opinion = () => undefined, known, reading }: Parts,
  answers: Answers,
): Analysis {
  const { once, ...limits } = memo<Type>({
    tooDeep: () => [unknown('its definition is nested too deeply to follow')],
    maxDepth: MAX_DEPTH,
    budget: MAX_VISITS,
    ...known,
    ...(reading && { reading }),
  });
  const analysis: Analysis = {
    project,
    settings,
    names: clientNames(settings),
    module: modules,
    once,
    ...limits,
    infer: (at) => once(at.node, () => answers.infer(analysis, at)),
    inferAnnotation: (at) => once(at.node, () => answers.inferAnnotation(analysis, at)),
    inferBinding: (module, binding) => once(binding, () => answers.inferBinding(analysis, module, binding)),
    memberOf: (type, name) => answers.memberOf(analysis, type, name),
    opinion: (at) => opinion(analysis, at),
  };
  return analysis;
}

/** The file of the project that a module specifier leads to. */
export function moduleFor(analysis: Analysis, importer: Module, from: string): Module | undefined {
  const { project } = analysis;
  const path = resolveRelative(project, importer.path, from) ?? resolveAlias(project, importer.path, from);
  return path === undefined ? undefined : analysis.module(path);
}
