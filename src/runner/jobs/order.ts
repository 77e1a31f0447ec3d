import { languages } from '../../languages/index.ts';
import type { Target } from '../../core/model/target.ts';
import type { Mode } from '../../core/report.ts';
import type { LanguageName } from '../../core/rule.ts';
import { rules } from '../../registry.ts';
import type { FileSettings } from '../config/settings.ts';
import { recordingsOf, type ReadEvidence, type Recordings } from '../evidence/open.ts';
import { findRoots, type Root } from '../files/git.ts';
import type { SourceFile } from '../files/source-file.ts';
import type { Pass } from '../options.ts';
import { openProject, type OnRead } from '../project/project.ts';
import { targetsOf, type Targets } from '../targets.ts';
import type { Claims, Deal } from './deal.ts';
import type { Job } from './migrate-one.ts';

/** All that another thread needs to migrate files of a run: plain data, as functions cannot get there. */
export interface Order {
  readonly mode: Mode;
  readonly cwd: string;
  readonly target?: Target;
  readonly evidence?: readonly ReadEvidence[];
  readonly projects: readonly PlainProject[];
  readonly settings: readonly PlainSettings[];
  readonly jobs: readonly PlainJob[];
  /** Whether it is told what is read besides the files that projects list. */
  readonly tellsReads: boolean;
  readonly deal: Deal;
  readonly claims: Claims;
}

interface PlainProject {
  readonly language: LanguageName;
  readonly root: Root;
  readonly files: readonly string[];
}

type PlainSettings = Omit<FileSettings, 'rules'> & { readonly rules: readonly string[] };

interface PlainJob extends Omit<SourceFile, 'root' | 'language'> {
  readonly alike: number;
  /** Which of `projects` and of `settings`. */
  readonly project: number;
  readonly settings: number;
}

/** What another thread is told, so that it makes the same of a job. */
export async function orderFor(
  jobs: readonly Job[],
  { mode, cwd, target, recordings, onRead }: Pick<Pass, 'mode' | 'cwd' | 'target' | 'recordings' | 'onRead'>,
  dealt: Pick<Order, 'deal' | 'claims'>,
): Promise<Order> {
  const projects = new Map<Job['project'], Job>();
  for (const job of jobs) if (!projects.has(job.project)) projects.set(job.project, job);
  const settings = [...new Set(jobs.map((job) => job.settings))];
  const numbers = [...projects.keys()];
  return {
    ...{ mode, cwd, tellsReads: onRead !== undefined },
    ...(target && { target }),
    ...(recordings && { evidence: recordings.read }),
    projects: await Promise.all(
      [...projects].map(async ([project, { file }]) => ({
        ...{ language: file.language.name, root: file.root },
        files: (await project()).files(),
      })),
    ),
    settings: settings.map((one) => ({ ...one, rules: one.rules.map(({ name }) => name) })),
    jobs: jobs.map(({ file: { path, file, real, projectPath }, alike, ...job }) => ({
      ...{ path, file, real, projectPath, alike },
      ...{ project: numbers.indexOf(job.project), settings: settings.indexOf(job.settings) },
    })),
    ...dealt,
  };
}

/** What another thread makes of an order. */
interface Told {
  /** The job with this number. */
  job(number: number): Job;
  readonly targets: Targets;
  readonly recordings?: Recordings;
  /** What was read so far. */
  readonly reads: readonly (readonly [string, string])[];
}

/** Reads an order in the thread that carries it out. */
export function readOrder({ cwd, target, evidence, ...order }: Order): Told {
  const recordings = evidence && recordingsOf(evidence, cwd);
  const reads: [string, string][] = [];
  const onRead = order.tellsReads ? (...read: [string, string]): number => reads.push(read) : undefined;
  const projects = order.projects.map((one) => projectOf(one, recordings, onRead));
  const settings = order.settings.map(withRules);
  return {
    job: (number) => {
      const { alike, project, settings: own, ...file } = item(order.jobs, number);
      const { language, root, open } = item(projects, project);
      return { file: { ...file, language, root }, settings: item(settings, own), project: open, alike };
    },
    targets: targetsOf(target, cwd),
    reads,
    ...(recordings && { recordings }),
  };
}

function projectOf(
  { language: name, root, files: listed }: PlainProject,
  recordings: Recordings | undefined,
  onRead: OnRead | undefined,
): Pick<SourceFile, 'language' | 'root'> & { readonly open: Job['project'] } {
  const language = item(
    languages,
    languages.findIndex((one) => one.name === name),
  );
  const roots = findRoots();
  let opened: ReturnType<typeof openProject> | undefined;
  const open: Job['project'] = () =>
    (opened ??= openProject({
      ...{ root, language, listed, roots, noIgnore: false },
      ...(recordings && { recordings }),
      ...(onRead && { onRead }),
    }));
  return { language, root, open };
}

const withRules = ({ rules: names, ...settings }: PlainSettings): FileSettings => ({
  ...settings,
  rules: rules.filter(({ name }) => names.includes(name)),
});

/** Threads of one run have the same lists, so the number of an item is that of one here. */
function item<Item>(list: readonly Item[], number: number): Item {
  const found = list[number];
  if (found === undefined) throw new RangeError(`an order names number ${number} of ${list.length}`);
  return found;
}
