import type { Finding, RuleContext } from '../../core/rule.ts';
import type { Read } from '../../core/sites.ts';
import { iterContent, iterLines, json, raw } from './bodies.ts';
import { OF_TEXT, type OF_REQUEST, type OF_RESPONSE } from './names.ts';
import { body, pathUrl, textOfUrl } from './requests.ts';
import { next, ok, permanentRedirect, phrase, reason, redirect } from './status.ts';

type Judge = (read: Read, cx: RuleContext) => Finding | undefined;

const RESPONSE: Readonly<Record<(typeof OF_RESPONSE)[number], readonly Judge[]>> = {
  ok: [ok],
  reason: [reason, phrase],
  reasonPhrase: [phrase],
  isRedirect: [redirect],
  isPermanentRedirect: [permanentRedirect],
  next: [next],
  iterContent: [iterContent],
  iterLines: [iterLines],
  raw: [raw],
  json: [json],
};

const REQUEST: Readonly<Record<(typeof OF_REQUEST)[number], readonly Judge[]>> = {
  body: [body],
  pathUrl: [pathUrl],
};

/** What is to be said of an attribute that is read from a response, from its request or from a URL of either. */
export const judgesOf = ({ subject, attribute: { name } }: Read): readonly Judge[] => {
  switch (subject.is) {
    case 'response':
      return nameIn(RESPONSE, name) ?? [];
    case 'request':
      return subject.of === 'client' ? [] : (nameIn(REQUEST, name) ?? []);
    case 'url':
      return OF_TEXT.includes(name) ? [textOfUrl] : [];
    case 'client':
    case 'cookies':
    case 'headers':
      return [];
  }
};

const nameIn = (table: Readonly<Record<string, readonly Judge[]>>, name: string) =>
  Object.hasOwn(table, name) ? table[name] : undefined;

/** What JavaScript's client has too; its other attributes differ from those of requests anyway. */
export const IN_JAVASCRIPT: readonly string[] = ['ok', 'reason'];
