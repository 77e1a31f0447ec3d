import {
  anyText,
  clients,
  flag,
  flagOrLevel,
  flagOrRules,
  globs,
  ignorable,
  level,
  path,
  rules,
  target,
} from './shapes.ts';

/** Keys that hold for each file, and that overrides may give too. In JSON they are written as here; in TOML in kebab-case. */
export const FILE_KEYS = {
  select: { shape: rules, about: 'Only these rules.' },
  ignore: { shape: ignorable, about: 'All rules but these.' },
  unsafe: { shape: flagOrRules, about: 'Apply unsafe fixes too: all of them, or those of these rules.' },
  level: { shape: level, about: 'The lowest level of findings to report.' },
  strict: {
    shape: flagOrLevel,
    about: 'Exit with 1 if a finding of this level or above is left; true stands for "warns".',
  },
  target: {
    shape: target,
    about: 'What the suite is to run on: httpx, httpx2, latest, starlette==0.43, fastapi==0.115.',
  },
  clients: { shape: clients, about: 'Names to treat as test clients: api, self.http, make_client().' },
  strictParsing: {
    shape: flag,
    about: 'A file that does not parse fails, also one in which no client is known.',
  },
} as const;

/** Keys that hold for a configuration as a whole. */
export const TOP_KEYS = {
  extends: { shape: path, about: 'Another configuration file, whose values hold where this one gives none.' },
  include: { shape: globs, about: 'Only files that match, of those that are found in folders.' },
  exclude: { shape: globs, about: 'No files that match.' },
  forceExclude: { shape: flag, about: 'Apply excludes to named files too.' },
  baseline: {
    shape: path,
    about: 'The file of known findings. It is that of the configuration of the working directory.',
  },
  cache: {
    shape: flag,
    about: 'Keep what is found for later runs. It is that of the configuration of the working directory.',
  },
} as const;

/** What editors look for in JSON. */
export const SCHEMA_KEY = { shape: anyText, about: 'The JSON Schema of this file, for editors.' } as const;

export const FILES = 'The files that it is about, as globs relative to the folder of this file.';
export const OVERRIDES =
  'Other values for some files. Of several that match a file, the last one that gives a key decides.';

export type Spelling = 'camelCase' | 'kebab-case';

/** The key as a file of that spelling writes it. */
export const spelled = (key: string, spelling: Spelling): string =>
  spelling === 'camelCase' ? key : key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
