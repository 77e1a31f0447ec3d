#!/usr/bin/env node
import { expectShortRun } from '../src/cli/engine.ts';
import { processIo } from '../src/cli/io.ts';
import { main } from '../src/cli/main.ts';

expectShortRun();
process.exitCode = await main(processIo());
