import type { Fact, Section } from './fact.ts';
import { OF_BODIES } from './bodies.ts';
import { OF_CONSTRUCTION } from './construction.ts';
import { OF_COOKIES } from './cookies.ts';
import { OF_HEADERS } from './headers.ts';
import { OF_HTTPX } from './httpx.ts';
import { OF_METHODS } from './methods.ts';
import { OF_NAMES } from './names.ts';
import { OF_QUERIES } from './queries.ts';
import { OF_REDIRECTS } from './redirects.ts';
import { OF_RESPONSES } from './responses.ts';
import { OF_SESSIONS } from './sessions.ts';
import { OF_UPLOADS } from './uploads.ts';
import { OF_URLS } from './urls.ts';

/**
 * Every known difference between the clients, by subject. Each was shown by running the same code with Starlette 0.20.4
 * and requests 2.28 and 2.34, and with sixteen versions from Starlette 0.21.0 and httpx 0.23.0 to Starlette 1.7.0 and
 * httpx2 2.13.1, or is read in the code that its source names.
 */
const WRITTEN: readonly Section[] = [
  OF_CONSTRUCTION,
  OF_METHODS,
  OF_BODIES,
  OF_UPLOADS,
  OF_QUERIES,
  OF_COOKIES,
  OF_HEADERS,
  OF_REDIRECTS,
  OF_RESPONSES,
  OF_NAMES,
  OF_URLS,
  OF_SESSIONS,
  OF_HTTPX,
];

/** A section whose facts all have their source. */
export interface CompleteSection {
  readonly title: string;
  readonly facts: readonly Fact[];
}

/** The facts by subject, in the order of the page. */
export const SECTIONS: readonly CompleteSection[] = WRITTEN.map(({ title, source, facts }) => ({
  title,
  facts: facts.map((fact) => ({ source, ...fact })),
}));

export const FACTS: readonly Fact[] = SECTIONS.flatMap(({ facts }) => facts);

/** The ids of the facts that a rule acts on, in the order of the page. */
export const factsOf = (rule: string): readonly string[] =>
  FACTS.filter((fact) => fact.rule === rule).map(({ id }) => id);
