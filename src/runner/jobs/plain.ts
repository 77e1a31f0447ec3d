import { languages } from '../../languages/index.ts';
import { rules } from '../../registry.ts';
import type { Pass } from '../options.ts';

/** Whether rules and languages are those that another thread has as well. */
export const isPlain = (pass: Pick<Pass, 'known' | 'languages'>): boolean =>
  pass.known === rules && pass.languages === languages;
