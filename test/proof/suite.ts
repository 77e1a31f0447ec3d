/**
 * A suite that takes the place of a recorder, as a program for Node: it writes the lines of tests that send what its arguments say, each
 * `<test>=<path>`, behind the exit code. A star in a path is another text in each run.
 */
export const SUITE = `import { createHmac } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { argv, env, stdout } from 'node:process';

const { to, run, salt, salts = [salt], values } = JSON.parse(env.BUMP_TESTCLIENT_RECORD ?? '{"to":""}');
const [status = '0', ...tests] = argv.slice(2);
const line = (record) => to && appendFileSync(to, \`\${JSON.stringify(record)}\\n\`);
stdout.write('1 passed\\n');
for (const one of salts) {
  const digest = (text) => {
    const hex = createHmac('sha256', Buffer.from(one, 'hex')).update(text).digest('hex').slice(0, 12);
    return values ? \`\${hex}:\${text}\` : hex;
  };
  const process = \`p-\${run}-\${one}\`;
  line({
    is: 'process',
    format: 1,
    process,
    run,
    language: 'python',
    versions: { starlette: '0.20.4' },
    salt: one,
  });
  line({ is: 'file', process, path: 'test_shop.py', hash: env.HASH ?? '' });
  line({ is: 'headers', process, headers: 1, items: [] });
  for (const [test, path] of tests.map((word) => word.split('='))) {
    const request = { method: 'GET', path: digest(path.replace('*', run)), headers: 1, status: 200, at: ['test_shop.py', 7] };
    line({ is: 'received', process, test, requests: [request] });
    line({ is: 'test', process, test, outcome: status === '0' ? 'passed' : 'failed' });
  }
  line({ is: 'end', process });
}
globalThis.process.exitCode = Number(status);
`;
