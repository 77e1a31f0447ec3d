import { groupPairs } from '../../../core/group.ts';
import type { Project } from '../../../core/language.ts';
import { GIVEN, REGISTERING } from '../../../clients/routes/names.ts';
import { oncePer } from '../../kernel/once.ts';
import type { Call } from '../ast/expressions.ts';
import type { Module } from '../binding/module.ts';
import type { Analysis } from '../inference/analysis.ts';
import { keyword } from '../inference/functions/arguments.ts';
import type { Placed } from '../inference/types.ts';
import { makersOf, type Maker } from './makers.ts';
import { ANY } from './patterns.ts';
import { registrationsIn, type Registration } from './registrations.ts';
import { textsOf } from './texts.ts';

/** A route, by the whole path that leads to it. */
export interface Route {
  readonly path: string;
  readonly registration: Registration;
  /** The keys of the applications and routers on the way, and what registers each with the one before it. */
  readonly owners: readonly string[];
  readonly through: readonly Registration[];
}

/** What the project registers. */
export interface Table {
  readonly analysis: Analysis;
  readonly all: readonly Registration[];
  readonly byOwner: ReadonlyMap<string, readonly Registration[]>;
  readonly makers: ReadonlyMap<string, Placed<Call>>;
  /** The keys of what is registered with something else. */
  readonly included: ReadonlySet<string>;
}

/** How many files are looked through for routes, how many routes are kept, and how deep routers are in each other. */
const MAX_FILES = 600;
const MAX_ROUTES = 5000;
const MAX_DEPTH = 8;

/** What a file that registers something looks like. */
const REGISTERS = new RegExp(`(?:@[ \\t]*[\\w.()]+\\.|\\b)(?:${REGISTERING.join('|')})\\s*\\(`);

/** The files of a project that register routes. */
const filesOf = oncePer((project: Project): readonly string[] => {
  const mentioning = new Set(REGISTERING.flatMap((word) => project.mentioning(word)));
  const files = [...mentioning].filter((path) => REGISTERS.test(project.read(path) ?? '')).sort();
  return files.slice(0, MAX_FILES);
});

/** What the files of a project register, but for one file that is read on its own. */
export function tableOf(analysis: Analysis, shared: Analysis, own: Module): Table {
  const others = filesOf(analysis.project).filter((path) => path !== own.path);
  return build(analysis, [
    ...registrationsIn(own, analysis),
    ...others.flatMap((path) => {
      const module = shared.module(path);
      return module ? registrationsIn(module, shared) : [];
    }),
  ]);
}

function build(analysis: Analysis, found: readonly Registration[]): Table {
  const listed = new Set(found.flatMap(({ owners, key }) => (owners.length > 0 ? [key] : [])));
  const all = found.filter(
    ({ owners, key, target }) => owners.length > 0 || target?.is !== 'expression' || !listed.has(key),
  );
  const owners = all.flatMap((one) =>
    one.owners.flatMap(({ keys, at }) => keys.map((key) => ({ key, at, one }))),
  );
  const byOwner = groupPairs(owners.map(({ key, one }) => [key, one]));
  const makers = new Map(owners.flatMap(({ key, at }) => (at ? [[key, at] as const] : [])));
  const included = new Set(all.flatMap((one) => childrenOf(one, analysis).flatMap(({ keys }) => keys)));
  return { analysis, all, byOwner, makers, included };
}

/** What is registered below a path or a prefix. A `Mount` with routes of its own is their owner. */
const childrenOf = oncePer(
  ({ adds, target, key, at }: Registration, analysis: Analysis): readonly Maker[] => {
    if (adds !== 'router' && adds !== 'application') return [];
    const own: Maker = { keys: [key], at };
    const found = target?.is === 'expression' ? makersOf(analysis, target.at) : [];
    return [...(keyword(at.node.args, GIVEN.routes) ? [own] : []), ...found];
  },
);

/** Every route of an application, or of a router that nothing in sight registers: that has a prefix of which nothing is known. */
export function routesOf(table: Table, keys: readonly string[], prefix = ''): readonly Route[] {
  const found: Route[] = [];
  collect(table, { keys, prefix, owners: [], through: [] }, found);
  return found;
}

interface Branch {
  readonly keys: readonly string[];
  readonly prefix: string;
  readonly owners: readonly string[];
  readonly through: readonly Registration[];
}

function collect(table: Table, { keys, prefix, owners, through }: Branch, found: Route[]): void {
  if (owners.length > MAX_DEPTH || keys.some((key) => owners.includes(key))) return;
  const own = ownPrefix(table, keys);
  const here = [...owners, ...keys];
  for (const registration of new Set(keys.flatMap((key) => table.byOwner.get(key) ?? []))) {
    for (const path of registration.paths) {
      if (found.length >= MAX_ROUTES) return;
      const whole = prefix + own + path;
      if (registration.adds === 'route') found.push({ path: whole, registration, owners: here, through });
      else collectBelow(table, registration, { prefix: whole, owners: here, through, keys }, found);
    }
  }
}

function collectBelow(table: Table, registration: Registration, branch: Branch, found: Route[]): void {
  const { adds } = registration;
  if (adds !== 'router' && adds !== 'application') return;
  const prefix = branch.prefix.replace(/\/$/, '');
  const children = childrenOf(registration, table.analysis).filter(({ keys }) =>
    keys.some((key) => table.byOwner.has(key)),
  );
  // An application that is not in sight answers whatever is below its path.
  if (children.length === 0 && adds === 'application')
    found.push({ ...branch, path: `${prefix}/${ANY}`, registration });
  for (const { keys } of children)
    collect(
      table,
      {
        keys,
        prefix: adds === 'router' ? branch.prefix : prefix,
        owners: branch.owners,
        through: [...branch.through, registration],
      },
      found,
    );
}

/** `APIRouter(prefix="/users")`. */
function ownPrefix({ analysis, makers }: Table, keys: readonly string[]): string {
  const at = keys.map((key) => makers.get(key)).find((one) => one !== undefined);
  const node = at && keyword(at.node.args, GIVEN.prefix);
  return at && node ? (textsOf(analysis, { module: at.module, node })[0] ?? '') : '';
}
