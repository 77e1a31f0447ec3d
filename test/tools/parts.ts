import type { Check } from '../../src/dev/package/checks.ts';
import { action } from './action.ts';
import { browserPart } from './browser.ts';
import { fleet } from './fleet.ts';
import { preCommit } from './pre-commit.ts';
import { shells } from './shells.ts';
import { terminal } from './terminal.ts';
import { wheel } from './wheel.ts';

/** Checks of one kind of tool that the command is used with. */
export interface Part {
  /** For `--only`. */
  readonly name: string;
  /** `folder` is empty and the part's own; it is removed in the end. The checks of a part run in order. */
  readonly checks: (folder: string) => readonly Check[];
}

/** Every part, alphabetical. */
export const PARTS: readonly Part[] = [action, browserPart, fleet, preCommit, shells, terminal, wheel];
