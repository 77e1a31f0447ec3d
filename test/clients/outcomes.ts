import type { Reported } from '../../src/core/engine/result.ts';
import { MODULE_PATH, type Outcome, type Request } from './execute.ts';

/** A request that an application received and answered with 200. */
export const request = (path: string, body = ''): Request => ({
  method: 'POST',
  path,
  rawPath: path,
  query: '',
  headers: [],
  cookies: [],
  body,
  status: 200,
  parts: null,
});

/** A test that sent `requests`, and raised a TypeError at `line` where there is an `error`. */
export const outcome = (requests: readonly Request[], error?: string, line = 1): Outcome => ({
  module: 'm',
  test: 'test_0',
  outcome: error === undefined ? 'passed' : 'failed',
  problem:
    error === undefined
      ? null
      : { type: 'TypeError', message: error, frames: [{ file: MODULE_PATH, line, first: line, last: line }] },
  lines: null,
  warnings: [],
  requests,
});

/** A finding of `rule`, with no fix unless `rest` says otherwise. */
export const finding = (rule: string, rest: Partial<Reported> = {}): Reported => ({
  ...{ rule, at: { start: 0, end: 0 }, message: 'm', level: 'fails', fix: 'none', safety: 'none' },
  ...rest,
});
