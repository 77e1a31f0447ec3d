import { APPLICATIONS } from '../../../clients/routes/names.ts';
import type { Reached } from '../../../core/routes.ts';
import type { Module } from '../binding/module.ts';
import { conftestsOf } from '../inference/functions/conftests.ts';
import { lastName } from '../names.ts';
import type { Maker } from './makers.ts';
import { agreement, ANY, isOpen, NAMED, pathPattern, slashed } from './patterns.ts';
import type { Registration, Target } from './registrations.ts';
import { routesOf, type Route, type Table } from './table.ts';

/** What is asked for: one of these paths, by one of these methods if they are known. */
export interface Asked {
  readonly paths: readonly string[];
  readonly methods: readonly string[] | undefined;
  /** What makes the application of the client, if that is in sight. */
  readonly application: readonly Maker[];
}

export interface Matched {
  readonly by: Reached['by'];
  readonly route: Route;
}

/** The routes that one of the paths and methods leads to. */
export function matching(
  table: Table,
  own: Module,
  { paths, methods, application }: Asked,
): readonly Matched[] {
  const keys = application.flatMap((maker) => maker.keys).filter((key) => table.byOwner.has(key));
  const groups = keys.length > 0 ? [() => routesOf(table, keys)] : groupsNear(table, own);
  const all = paths.map(pathPattern).filter((path) => !isOpen(path));
  return all.flatMap((path) => {
    for (const routes of [...groups, () => unlinked(table, own)]) {
      const found = matchOne(routes(), path, methods);
      if (found.length > 0) return found;
    }
    return [];
  });
}

/**
 * A router prefers the first route that has the method as well, then one that has the path; only then it looks for one whose path
 * has a slash more or less at its end, whatever its method. Source: `Router.__call__` of Starlette 0.20.
 */
function matchOne(
  routes: readonly Route[],
  path: string,
  methods: readonly string[] | undefined,
): readonly Matched[] {
  if (path.startsWith(NAMED)) {
    const name = path.slice(NAMED.length).split(':').at(-1);
    return routes
      .filter(({ registration }) => nameOf(registration) === name && takes(registration, methods))
      .map((route): Matched => ({ by: 'handler', route }));
  }
  const same = withPath(routes, path);
  const full = best(same.filter(({ route }) => takes(route.registration, methods)));
  if (full.length > 0) return full.map((route): Matched => ({ by: 'handler', route }));
  if (same.length > 0) return best(same).map((route): Matched => ({ by: 'refused', route }));
  if (path === '/') return [];
  return best(withPath(routes, slashed(path))).map((route): Matched => ({ by: 'slash', route }));
}

interface Scored {
  readonly route: Route;
  readonly score: number;
}

const withPath = (routes: readonly Route[], path: string): readonly Scored[] =>
  routes.flatMap((route) => {
    const score = agreement(path, route.path === '' ? '/' : route.path);
    return score === undefined ? [] : [{ route, score }];
  });

/** Those that have most of the path written. */
function best(scored: readonly Scored[]): readonly Route[] {
  const most = scored.reduce((highest, { score }) => Math.max(highest, score), -Infinity);
  return scored.filter(({ score }) => score === most).map(({ route }) => route);
}

/** The name of a route: its own, or that of its handler. */
function nameOf({ name, target }: Registration): string | undefined {
  if (name !== undefined || !target) return name;
  return target.is === 'expression' ? lastName(target.at.node) : target.info.def.name.id;
}

/** Whether a route has one of some methods, or may have. */
function takes(registration: Registration, methods: readonly string[] | undefined): boolean {
  const own = methodsOf(registration);
  return !methods || !own || methods.some((method) => own.includes(method));
}

/** A class answers every method that it has, where none are given. */
const methodsOf = ({ adds, methods, isMethodGiven, target }: Registration): readonly string[] | undefined =>
  adds !== 'route' || (!isMethodGiven && mayBeClass(target)) ? undefined : methods;

function mayBeClass(target: Target | undefined): boolean {
  if (target?.is !== 'expression') return target?.is === 'class';
  return /^[A-Z]/.test(lastName(target.at.node) ?? '');
}

/**
 * Where it is not known which application a client has: those of its own file, then those of what pytest gives to it, then all of
 * the project.
 */
function groupsNear(table: Table, own: Module): readonly (() => readonly Route[])[] {
  const near = [own, ...conftestsOf(table.analysis, own)].map(({ path }) => path);
  const roots = [...table.byOwner.keys()].filter((key) => !table.included.has(key) && !isRouter(table, key));
  return [
    ...near.map(
      (path) => () =>
        rootsIn(
          table,
          roots.filter((key) => key.startsWith(`${path} `)),
        ),
    ),
    () =>
      rootsIn(
        table,
        roots.filter((key) => !isTest(key)),
      ),
  ];
}

const rootsIn = (table: Table, keys: readonly string[]): readonly Route[] =>
  keys.flatMap((key) => routesOf(table, [key]));

/** Routes that nothing in sight registers with an application: all that is known of their paths is how they end. */
function unlinked(table: Table, own: Module): readonly Route[] {
  const isNear = (path: string): boolean => path === own.path || !isTest(path);
  const routers = [...table.byOwner.keys()].filter(
    (key) => !table.included.has(key) && isRouter(table, key) && isNear(key),
  );
  const alone = table.all
    .filter(({ owners, adds, at }) => owners.length === 0 && adds === 'route' && isNear(at.module.path))
    .flatMap((registration) =>
      registration.paths.map((path): Route => ({ path: ANY + path, registration, owners: [], through: [] })),
    );
  return [...routers.flatMap((key) => routesOf(table, [key], ANY)), ...alone];
}

function isRouter({ makers }: Table, key: string): boolean {
  const name = lastName(makers.get(key)?.node.callee ?? NOTHING) ?? '';
  return APPLICATIONS.has(name) && name.endsWith('Router');
}

const NOTHING = { kind: 'none', start: 0, end: 0, outer: { start: 0, end: 0 } } as const;

/** Other tests have applications of their own. */
const isTest = (path: string): boolean => /(?:^|\/)(?:test_[^/ ]*|[^/ ]*_test|conftest)\.py/.test(path);
