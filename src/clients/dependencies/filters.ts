import { compareVersions, hasReached, type Target } from '../../core/model/target.ts';
import type { RequiredPackage } from '../../core/sites.ts';

/** A warning, as filters meet it: what it says, and its class with those that it is derived from. */
interface Warning {
  readonly text: string;
  readonly classes: readonly string[];
  /** The filter that leaves it out. */
  readonly filter: string;
}

/** Source: testclient.py and exceptions.py of Starlette 1.2.0; the filter is run on 1.10.0. */
export const ABOUT_HTTPX: Warning = {
  text: 'Using `httpx` with `starlette.testclient` is deprecated; install `httpx2` instead.',
  classes: ['StarletteDeprecationWarning', 'UserWarning', 'Warning'],
  filter: 'ignore:Using .httpx. with .starlette.testclient. is deprecated:UserWarning',
};

/** Source: `anyio.abc` of anyio 4.15.0 and testclient.py of Starlette 1.6.0, which reads the alias, and 1.7.0; run on Starlette 0.43. */
export const ABOUT_ANYIO: Warning = {
  text: 'The anyio.abc.BlockingPortal alias is deprecated, use anyio.from_thread.BlockingPortal instead.',
  classes: ['DeprecationWarning', 'Warning'],
  filter: 'ignore:The anyio.abc.BlockingPortal alias is deprecated:DeprecationWarning',
};

/** Whether the versions of a project are such that its test client meets the alias that anyio deprecated. */
export const meetsAnyioAlias = (packages: readonly RequiredPackage[], target: Target): boolean =>
  hasReached(target, 'starlette', [1, 7]) === false &&
  packages.some(
    ({ name, versions: { least } }) => name === 'anyio' && least && compareVersions(least, [4, 15]) >= 0,
  );

/**
 * What filters make of a warning: the last one that fits it decides. A filter for one module is left out, because the module that a
 * warning is about is not known.
 */
export function actionOn(filters: readonly string[], { text, classes }: Warning): string | undefined {
  const fitting = filters.map(partsOf).filter(({ message, category, module }) => {
    if (module !== '' || !beginsWith(text, message)) return false;
    return category === '' || classes.includes(category.slice(category.lastIndexOf('.') + 1));
  });
  return fitting.at(-1)?.action;
}

/** `action:message:category:module:lineno`. */
function partsOf(filter: string): {
  readonly action: string;
  readonly message: string;
  readonly category: string;
  readonly module: string;
} {
  const [action = '', message = '', category = '', module = ''] = filter
    .split(':')
    .map((part) => part.trim());
  return { action, message, category, module };
}

/** The message of a filter is a pattern for the beginning; one that cannot be read fits nothing. */
function beginsWith(text: string, pattern: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})`, 'is').test(text);
  } catch {
    return false;
  }
}
