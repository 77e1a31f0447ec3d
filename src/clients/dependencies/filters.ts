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
