import fc from 'fast-check';
import { CALLS } from './calls.ts';
import { sharedUnit } from './client.ts';
import { LAYERS, type Layer } from './layers.ts';
import { layOut, type Project, type Unit } from './project.ts';
import { PROVISIONS, type Provision } from './provisions.ts';
import { SCENES } from './scenes/index.ts';
import type { Scene } from './scenes/scene.ts';

/** A scene, and which of the calls that fit it is written. */
export interface ScenePlan {
  readonly scene: Scene;
  readonly call: number;
}

/** A project: the classes of its client, how the tests have it, and what they do. */
export interface Plan {
  readonly layers: readonly Layer[];
  readonly provision: Provision;
  readonly scenes: readonly ScenePlan[];
}

const one = <T>(items: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...items);

const isForeign = ({ family }: Scene): boolean => family === 'foreign';

interface Drawn {
  readonly any: Scene;
  readonly foreign: Scene;
  readonly call: number;
}

const drawn: fc.Arbitrary<Drawn> = fc.record({
  any: one(SCENES),
  foreign: one(SCENES.filter(isForeign)),
  call: fc.nat(99),
});

/** Each may be left out by itself, unlike an item of a list, which goes with those in front of it. */
const maybe = fc.option(drawn, { nil: undefined, freq: 2 });
const PLAIN: Drawn = { any: SCENES[0]!, foreign: SCENES.find(isForeign)!, call: 0 };

function listed(scenes: readonly (Drawn | undefined)[]): readonly Drawn[] {
  const all = scenes.filter((scene) => scene !== undefined);
  return all.length > 0 ? all : [PLAIN];
}

/** Of ten projects, one has nothing but clients of others. */
const alone = fc.nat(9).map((number) => number === 9);

/** Projects of up to three classes and one to three scenes; parts that are not `oneof` shrink to the plainest. */
export const plan: fc.Arbitrary<Plan> = fc
  .record({
    layers: fc.uniqueArray(one(LAYERS), { maxLength: 3 }),
    provision: one(PROVISIONS),
    scenes: fc.tuple(maybe, maybe, maybe),
    alone,
  })
  .map(({ layers, provision, scenes, alone: isAlone }) => ({
    ...{ layers, provision },
    scenes: listed(scenes).map(({ any, foreign, call }) => ({ scene: isAlone ? foreign : any, call })),
  }));

/** What has nothing but clients of others is migrated with unsafe fixes too: there is nothing to fix. */
export const write = (id: string, { layers, provision, scenes }: Plan): Project =>
  layOut(
    id,
    [sharedUnit(layers, provision), ...scenes.map((scene, index) => unitOf(scene, `${index}`, provision))],
    scenes.every(({ scene }) => isForeign(scene)),
  );

function unitOf({ scene, call: pick }: ScenePlan, id: string, provision: Provision): Unit {
  const fitting = CALLS.filter((one) => scene.fits?.(one) ?? true);
  const call = fitting[pick % fitting.length]!;
  return {
    id,
    name: scene.own ? scene.name : `${scene.name} (${call.name})`,
    family: scene.family,
    ...(scene.welcome && { welcome: true }),
    blocks: scene.write({ call, client: provision.code, provision }),
  };
}
