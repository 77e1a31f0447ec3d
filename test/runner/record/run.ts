// Runs a command as `record` does, in this process: the folder, then the command.
import { argv, env } from 'node:process';
import { environmentOf, recorderConfig } from '../../../src/runner/record/environment.ts';
import { runCommand } from '../../../src/runner/record/command.ts';

const [cwd = '', ...command] = argv.slice(2);
const config = recorderConfig({ to: `${cwd}/to.jsonl`, root: cwd, mode: 'record', values: false });
const { status, interrupted } = await runCommand(command, { env: environmentOf(config, env), cwd });
process.stderr.write(interrupted ? 'interrupted\n' : '');
process.exitCode = status;
