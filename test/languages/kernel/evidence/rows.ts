import type { RecordedCall } from '../../../../src/core/model/recorded.ts';
import { valueOf } from '../../../support/recorded.ts';

type Row = Omit<Partial<RecordedCall>, 'args' | 'options'> & {
  readonly args?: readonly string[];
  readonly options?: Readonly<Record<string, string>>;
};

/** A row: a call of `post` with a URL, if nothing else is told. */
export const row = ({ args = ['text'], options = {}, ...rest }: Row): RecordedCall => ({
  at: { path: 'tests/test_it.py', line: 1 },
  chain: [],
  receiver: 'starlette.testclient.TestClient',
  library: 'test-client',
  method: 'post',
  answer: '2xx',
  followed: false,
  times: 1,
  ...rest,
  args: args.map(valueOf),
  options: Object.fromEntries(Object.entries(options).map(([name, value]) => [name, valueOf(value)])),
});
