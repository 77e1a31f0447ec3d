import type { Library } from '../../core/model/subjects.ts';
import type { Effect, CodeLanguage } from '../../core/rule.ts';
import { OF_APPLICATIONS } from './applications.ts';
import type { Changes } from './change.ts';
import { OF_CLIENTS } from './clients.ts';
import { OF_COOKIES } from './cookies.ts';
import { OF_NAMES } from './names.ts';
import { OF_HTTPX, OF_REQUESTS } from './requests.ts';
import { OF_RESPONSES } from './responses.ts';
import { OF_VALUES } from './values.ts';

/** The changes that rules speak of. A version is the first one with the new behaviour. */
const CHANGES = {
  ...OF_APPLICATIONS,
  ...OF_CLIENTS,
  ...OF_COOKIES,
  ...OF_NAMES,
  ...OF_REQUESTS,
  ...OF_RESPONSES,
  ...OF_VALUES,
} satisfies Changes;

/** The effect of a change, for a finding; `more` adds to `why` what else is to be said of this place. */
export function effectOf(
  name: keyof typeof CHANGES,
  { language, library }: { readonly language: CodeLanguage; readonly library?: Library },
  ...more: readonly (string | undefined)[]
): Effect {
  const known = (library === 'httpx' && ofHttpx(name)) || CHANGES[name].effects[language];
  return { ...known, why: [known.why, ...more].filter(Boolean).join('; ') };
}

const ofHttpx = (name: string): Effect | undefined =>
  Object.hasOwn(OF_HTTPX, name) ? OF_HTTPX[name as keyof typeof OF_HTTPX] : undefined;

type Named = Readonly<Record<CodeLanguage, string>>;

/** What messages call the client that the code was written for, and the one that it will run on. */
export const OLD: Named = { python: 'requests', javascript: 'the old client' };
export const NEW: Named = { python: 'httpx', javascript: 'the new client' };
