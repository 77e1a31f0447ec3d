import type { Project } from '../../../core/language.ts';
import type { Requirement, SuiteFacts } from '../../../core/suite.ts';
import type { TraceWants } from '../../../core/wants.ts';
import { oncePer } from '../../kernel/once.ts';
import type { Call } from '../ast/expressions.ts';
import type { Module } from '../binding/module.ts';
import { allAbove } from '../folders.ts';
import type { Analysis } from '../inference/analysis.ts';
import { conftestsOf } from '../inference/functions/conftests.ts';
import type { Types } from '../inference/types.ts';
import { canonical, spell } from '../names.ts';

type Asked = TraceWants['suites'];

/**
 * What shows which client the tests of a file are written for: the options that are given in the file itself, in those that it takes
 * fixtures from, and in the others of its folder of tests; and what the requirement files of the folders above it ask for. `analysis`
 * is of the project as it was before the run: what this run writes is no evidence.
 */
export function suiteOf(analysis: Analysis, path: string, { suites }: TraceWants): SuiteFacts {
  const { project, module } = analysis;
  const own = project.has(path) ? module(path) : undefined;
  const near = own ? [own, ...conftestsOf(analysis, own)] : [];
  const others = besidesOf(project, path, suites).flatMap((one) => module(one) ?? []);
  const options = [...near, ...others].flatMap((one) => optionsIn(one, analysis, suites));
  return { options: [...new Set(options)], required: requiredAbove(project, path, suites.packages) };
}

/** More files are not read to find out about one. */
const MAX_FILES = 20;

/** Other files of a folder of tests that mention the options; not one that many files mention in another sense. */
function besidesOf(project: Project, path: string, { options }: Asked): readonly string[] {
  const folder = testsAround(path);
  return options.flatMap((option) => {
    const files = project.mentioning(spell(option)).filter((one) => one !== path && one.startsWith(folder));
    return files.length > MAX_FILES ? [] : files;
  });
}

/** The outermost folder of tests that a file is in; else its own folder. */
const testsAround = (path: string): string =>
  /^(?:.*?\/)?tests?\//.exec(path)?.[0] ?? path.slice(0, path.lastIndexOf('/') + 1);

const optionsIn = oncePer((module: Module, analysis: Analysis, { options }: Asked): readonly string[] =>
  module.calls.flatMap((call) => {
    const given = call.args.flatMap(({ name }) => (name ? [canonical(name.id)] : []));
    const asked = given.filter((name) => options.includes(name));
    return asked.length > 0 && isOfTestClient(analysis, module, call) ? asked : [];
  }),
);

/** A call of a test client's method, or one that makes a test client. */
function isOfTestClient(analysis: Analysis, module: Module, call: Call): boolean {
  const { callee } = call;
  const receiver = callee.kind === 'attribute' ? analysis.infer({ module, node: callee.object }) : [];
  return isProven(receiver) || isProven(analysis.infer({ module, node: call }));
}

const isProven = (types: Types): boolean =>
  types.length > 0 && types.every((type) => type.is === 'client' && !type.httpx && !type.likely);

/** What the files say that list requirements, in the folders above a file. The lowest version of each package counts. */
function requiredAbove(project: Project, path: string, packages: readonly string[]): readonly Requirement[] {
  const all = requirementsIn(project)(path);
  return packages.flatMap((name) => {
    const [least] = all
      .filter((one) => one.name === name)
      .map((one) => one.least)
      .sort(byVersion);
    return least === undefined ? [] : [{ name, least }];
  });
}

const requirementsIn = oncePer((project: Project) =>
  allAbove((folder) => FILES.flatMap((file) => requirementsOf(project.read(folder + file) ?? ''))),
);

const FILES = [
  ...['pyproject.toml', 'setup.cfg', 'setup.py', 'Pipfile', 'requirements.txt', 'requirements-dev.txt'],
  ...['requirements-test.txt', 'requirements-tests.txt', 'dev-requirements.txt', 'test-requirements.txt'],
  ...['requirements/base.txt', 'requirements/dev.txt', 'requirements/test.txt', 'requirements/tests.txt'],
] as const;

/** `starlette>=0.21`, `fastapi[all] == 0.95.1`, `fastapi = "^0.95"`, `fastapi = { version = "~0.95" }`. */
const REQUIREMENT =
  /(?:^|["'\s])([a-z][\w.-]*)(?:\[[^\]]*\])?["']?\s*(?:=\s*(?:\{[^}\n]*version\s*=\s*)?["']\s*)?(?:>=|===?|~=|\^|~)\s*(\d+(?:\.\d+)*)/gim;

const requirementsOf = (text: string): readonly Requirement[] =>
  [...text.matchAll(REQUIREMENT)].flatMap(([, name = '', least = '']) =>
    name === '' ? [] : [{ name: name.toLowerCase(), least }],
  );

function byVersion(a: string, b: string): number {
  const [one, other] = [a.split('.').map(Number), b.split('.').map(Number)];
  const at = one.findIndex((part, index) => part !== (other[index] ?? 0));
  return at < 0 ? one.length - other.length : (one[at] ?? 0) - (other[at] ?? 0);
}
