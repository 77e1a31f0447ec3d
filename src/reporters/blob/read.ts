import type { Census } from '../../core/language.ts';
import type { Runs } from '../../core/model/recorded.ts';
import type { Versions } from '../../core/model/target.ts';
import type {
  FileReport,
  Glimpsed,
  InProject,
  Mode,
  Origin,
  Part,
  Region,
  ReportedEdit,
  ReportedError,
  ReportedManual,
  ReportedShard,
  ReportedTally,
  ReportedTarget,
} from '../../core/report.ts';
import type { Level } from '../../core/rule.ts';
import { BLOB, BLOB_VERSION, NEWEST } from './index.ts';
import {
  count,
  flag,
  listOf,
  mapOf,
  Misshapen,
  oneOf,
  ordinal,
  orNull,
  pairOf,
  shapeOf,
  text,
  type Shape,
} from './shape.ts';

/** What a blob holds, or why it holds nothing: the end of a sentence that begins with the name of the file. */
export type BlobRead = { readonly part: Part } | { readonly problem: string };

/** Reads the text of a blob. `real` of each file is as in the blob: relative to the working directory of the run, where it was inside. */
export function readBlob(source: string): BlobRead {
  let value: unknown;
  try {
    value = JSON.parse(source.replace(/^\uFEFF/, ''));
  } catch {
    return { problem: source.trim() === '' ? 'is empty' : 'is no JSON, or was cut off' };
  }
  try {
    const other = otherKind(value);
    return other === undefined ? { part: part(value, '') } : { problem: other };
  } catch (error) {
    if (error instanceof Misshapen) return { problem: `is damaged: ${error.message}` };
    throw error;
  }
}

/** What a report of another kind or version is; undefined for a blob of this version. */
function otherKind(value: unknown): string | undefined {
  const { format, version, tool } = shapeOf(({ maybe }) => ({
    ...maybe('format', any),
    ...maybe('version', any),
    ...maybe('tool', any),
  }))(value, '');
  if (format !== BLOB)
    return tool === undefined ? 'is no report of bump-testclient' : 'is a report of another format';
  if (version === BLOB_VERSION) return undefined;
  const by = shapeOf(({ get }) => get('version', text))(tool, 'tool');
  return `was written by bump-testclient ${by}, whose blobs are of another version`;
}

const any: Shape<unknown> = (value) => value;

const LEVEL = oneOf<Level>('fails', 'warns', 'differs');

const region: Shape<Region> = shapeOf(({ get }) => ({
  line: get('line', ordinal),
  column: get('column', ordinal),
  endLine: get('endLine', ordinal),
  endColumn: get('endColumn', ordinal),
}));

const runs: Shape<Runs> = shapeOf(({ get }) => ({ seen: get('seen', count), of: get('of', count) }));

const edit: Shape<ReportedEdit> = (value, at) => ({
  ...shapeOf(({ get, maybe }) => ({
    rule: get('rule', text),
    safety: get('safety', oneOf('safe', 'seen', 'unsafe')),
    level: get('level', LEVEL),
    since: get('since', orNull(text)),
    message: get('message', text),
    ...maybe('runs', runs),
  }))(value, at),
  ...region(value, at),
});

const isTrue: Shape<true> = (value, at) => {
  if (!flag(value, at)) throw new Misshapen(`${at} is false, not true`);
  return true;
};

const manual: Shape<ReportedManual> = (value, at) => ({
  ...shapeOf(({ get, maybe }) => ({
    rule: get('rule', text),
    level: get('level', LEVEL),
    since: get('since', orNull(text)),
    message: get('message', text),
    why: get('why', orNull(text)),
    unsafeFix: get('unsafeFix', flag),
    writes: get('writes', orNull(listOf(text))),
    ...maybe('seenFix', isTrue),
    ...maybe('runs', runs),
  }))(value, at),
  ...region(value, at),
});

const tally: Shape<ReportedTally> = (value, at) => ({
  ...manual(value, at),
  ...shapeOf(({ get, maybe }) => ({ tally: get('tally', text), ...maybe('client', text) }))(value, at),
});

const problem: Shape<ReportedError> = shapeOf(({ get, maybe }) => ({
  reason: get('reason', text),
  message: get('message', text),
  ...maybe('line', ordinal),
  ...maybe('column', ordinal),
}));

const census: Shape<Census> = shapeOf(({ get }) => ({
  calls: get('calls', count),
  clients: get('clients', listOf(text)),
}));

const inProject: Shape<InProject> = shapeOf(({ get, maybe }) => ({
  folder: get('folder', text),
  path: get('path', text),
  ...maybe('moved', listOf(ordinal)),
}));

const base64: Shape<Uint8Array> = (value, at) => Buffer.from(text(value, at), 'base64');

const file: Shape<FileReport> = shapeOf(({ get, maybe }) => {
  const { textIs } = maybe('textIs', oneOf('before', 'after', 'own'));
  return {
    path: get('path', text),
    status: get('status', oneOf('changed', 'unchanged', 'skipped', 'failed')),
    error: get('error', orNull(problem)),
    edits: get('edits', listOf(edit)),
    manual: get('manual', listOf(manual)),
    ...maybe('tallied', listOf(tally)),
    ...maybe('held', listOf(text)),
    ...maybe('seen', census),
    ...maybe('inProject', inProject),
    ...maybe('before', text),
    ...maybe('after', text),
    ...(textIs && { text: get(textIs === 'own' ? 'text' : textIs, text) }),
    ...maybe('real', text),
    ...maybe(
      'bytes',
      shapeOf((fields) => ({ before: fields.get('before', base64), after: fields.get('after', base64) })),
    ),
  };
});

const versionPart: Shape<number> = (value, at) => (value === NEWEST ? Infinity : count(value, at));

const range: Shape<Versions> = shapeOf(({ maybe }) => ({
  ...maybe('least', listOf(versionPart)),
  ...maybe('below', listOf(versionPart)),
}));

const target: Shape<ReportedTarget> = shapeOf(({ get, maybe }) => ({
  client: get('client', oneOf('httpx', 'httpx2')),
  versions: get('versions', mapOf(range)),
  sources: get('sources', listOf(text)),
  ...maybe('first', text),
}));

const glimpse: Shape<Glimpsed> = shapeOf(({ get }) => ({
  calls: new Map(get('calls', listOf(pairOf(text, count)))),
  clients: get('clients', listOf(text)),
}));

const shard: Shape<ReportedShard> = (value, at) => {
  const one = shapeOf(({ get }) => ({
    index: get('index', ordinal),
    of: get('of', ordinal),
    digest: get('digest', text),
  }))(value, at);
  if (one.index > one.of) throw new Misshapen(`${at}.index is ${one.index} of ${one.of}`);
  return one;
};

const levels: Shape<{ readonly level: Level; readonly strict?: Level }> = shapeOf(({ get, maybe }) => ({
  level: get('level', LEVEL),
  ...maybe('strict', LEVEL),
}));

const origin: Shape<Origin> = shapeOf(({ get, maybe }) => {
  const part = get('shard', orNull(shard));
  const strict = get('strict', orNull(LEVEL));
  return {
    folder: '',
    ...(part && { shard: part }),
    settings: get('settings', mapOf(text)),
    paths: get('paths', listOf(text)),
    unsafe: get('unsafe', flag),
    ...(strict && { strict }),
    level: get('level', LEVEL),
    clients: get('clients', listOf(text)),
    files: get('files', listOf(file)),
    glimpses: get('glimpses', listOf(glimpse)),
    known: get('known', count),
    ...maybe('levels', mapOf(levels)),
    interrupted: get('interrupted', flag),
    notes: get('notes', listOf(text)),
  };
});

const part: Shape<Part> = (value, at) => ({
  ...shapeOf(({ get }) => ({
    version: get(
      'tool',
      shapeOf((tool) => tool.get('version', text)),
    ),
    mode: get('mode', oneOf<Mode>('write', 'dry-run', 'check')),
    targets: get('targets', listOf(target)),
    scanned: get('scanned', count),
    ms: get('ms', count),
  }))(value, at),
  origin: origin(value, at),
});
