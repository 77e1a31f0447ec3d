import { byId } from './dom.ts';

const KEY = 'bump-testclient-theme';

/** The choice of light or dark, which is kept where the browser lets a page keep something. */
export function chooseTheme(): void {
  const select = byId('theme', HTMLSelectElement);
  const apply = (): void => {
    if (select.value === '') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = select.value;
  };
  const kept = attempt(() => localStorage.getItem(KEY)) ?? '';
  if ([...select.options].some(({ value }) => value === kept)) select.value = kept;
  apply();
  select.addEventListener('change', () => {
    apply();
    attempt(() => localStorage.setItem(KEY, select.value));
  });
}

/** A page from a file, or in a sandbox, may have no storage: asking for it throws. */
function attempt<Result>(ask: () => Result): Result | undefined {
  try {
    return ask();
  } catch {
    return undefined;
  }
}
