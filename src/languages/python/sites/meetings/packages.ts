import { ALIASING, EXCHANGED, mockOf } from '../../../../clients/successors/httpx2.ts';
import type { Lead, Reference } from '../../../../core/sites.ts';
import { isBelow } from '../../../../core/wants.ts';
import type { Module } from '../../binding/module.ts';
import { isOfProduct, productUsing } from '../../guards/product.ts';
import type { Analysis } from '../../inference/analysis.ts';

/**
 * What the references to a package in a file say together, told at the first import, for a package in whose place another can be
 * imported. Nothing is told in what is tested, and where both packages are imported, or the other stands for the first everywhere.
 */
export function leadingOn(
  analysis: Analysis,
  module: Module,
  all: readonly Reference[],
): readonly Reference[] {
  const lead = all.find(({ as, path }) => as === 'import' && EXCHANGED.has(rootOf(path)));
  const isSpoken = all.some(
    ({ as, path }) => (as === 'patch' || as === 'logger') && EXCHANGED.has(rootOf(path)),
  );
  if (!lead && !isSpoken) return all;
  const root = lead ? rootOf(lead.path) : [...EXCHANGED.keys()][0]!;
  const successor = EXCHANGED.get(root);
  // A file that imports the other package alone is migrated, and what it names in strings may not be.
  const importsBoth =
    lead !== undefined && all.some(({ as, path }) => as === 'import' && rootOf(path) === successor);
  const isSettled = importsBoth || analysis.project.mentioning(ALIASING).length > 0;
  if (isSettled || isOfProduct(analysis, module)) return all;
  const uses = all.filter(({ path, as }) => as !== 'import' && isBelow(path, root));
  const isShared = productUsing(analysis.project, root).length > 0;
  const mock = mockOf([...module.mentions.keys(), ...parametersOf(module), ...module.scope.bindings.keys()]);
  const asked = uses.map(({ path }) => path.split('.')[1] ?? '').find((name) => /^__\w+__$/.test(name));
  const leads: Lead = {
    shared: isShared && !uses.every(isOwn),
    ...(mock !== undefined && { mock }),
    ...(asked !== undefined && { asked }),
  };
  return all.map((one) => {
    if (one === lead) return { ...one, leads };
    const isSaid = one.quoted === true || one.held === true;
    const isName = isSaid && (one.as === 'patch' || one.as === 'logger') && rootOf(one.path) === root;
    return isName ? { ...one, shared: isShared || mock !== undefined } : one;
  });
}

const rootOf = (path: string): string => path.split('.')[0] ?? '';

const parametersOf = ({ functions }: Module): readonly string[] =>
  [...functions.values()].flatMap(({ def }) => def.parameters.map(({ name }) => name.id));

/** Whether a use is about the clients of the file itself, whatever the code that is tested does with the package. */
function isOwn({ as, path, meets, called }: Reference): boolean {
  if (as === 'annotation' || as === 'patch' || as === 'logger') return true;
  if (meets && !meets.others && meets.things.length > 0) return true;
  const [, name = ''] = path.split('.');
  if (name === 'codes' || /^(ASGI|WSGI)Transport$/.test(name)) return true;
  return (
    /^(Async)?Client$/.test(name) &&
    (called?.options.some(({ key }) => key.name === 'transport' || key.name === 'app') ?? false)
  );
}
