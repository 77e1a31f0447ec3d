import { METHOD_NAMES, methodNamed, urlIndex } from './methods.ts';
import { BODIES, REDIRECTS } from './options.ts';
import type { CodeLanguage } from '../core/rule.ts';

/** What speaks against a client where nothing but the name of something suggests one. */

/** A call on something that is called like a client. Names are canonical. */
export interface SuspectCall {
  readonly method: string;
  /** How many arguments are given by position. */
  readonly positional: number;
  /** The names of the options that are given. */
  readonly options: readonly string[];
  /** Some arguments are unpacked, so that there may be more of either. */
  readonly isOpen: boolean;
  /** The first argument, where it is a text that is written out. */
  readonly first?: string;
  /** What becomes of the result. */
  readonly result?: 'awaited' | 'unpacked';
}

/** Methods of either client. */
const METHODS: ReadonlySet<string> = new Set([
  ...METHOD_NAMES,
  ...['stream', 'close', 'aclose', 'buildRequest', 'mount', 'getAdapter', 'prepareRequest', 'waitStartup'],
  ...['waitShutdown', 'lifespan', '__enter__', '__exit__', '__aenter__', '__aexit__'],
]);

/** Options of requests of either client. */
const OPTIONS: ReadonlySet<string> = new Set([
  ...(methodNamed('request')?.positional ?? []),
  ...[...BODIES, ...REDIRECTS, 'request', 'subprotocols', 'extensions'],
]);

/** Whether a request of either client takes an option; the name is canonical. */
export const isOptionOfRequest = (name: string): boolean => OPTIONS.has(name);

/** What a path or a URL looks like; an empty text asks for the base of the client. */
const isUrl = (text: string): boolean => text === '' || /[/?]/.test(text);

/** Whether a client can be called so. Old and new clients of JavaScript are awaited; those of Python that count here are not. */
export function isCallOfClient(call: SuspectCall, language: CodeLanguage): boolean {
  const { method, positional, options, isOpen, first, result } = call;
  if (!METHODS.has(method)) return false;
  if (result === 'unpacked' || (result === 'awaited' && language === 'python')) return false;
  const known = methodNamed(method);
  if (!known || method === 'send') return true;
  const most = language === 'python' ? known.positional.length : urlIndex(known) + 2;
  const names = language === 'python' ? options : options.filter((name) => name !== 'url');
  if (positional > most || names.some((name) => !OPTIONS.has(name))) return false;
  if (method === 'request') return true;
  const hasUrl = positional > 0 || isOpen || options.includes('url');
  return hasUrl && (first === undefined || isUrl(first));
}

const TEST_PATH =
  /(?:^|\/)(?:tests?|testing|__tests__|specs?|e2e|integration|functional|features)\/|(?:^|\/)(?:test_[^/]*|conftest|[^/]*_tests?|[^/]*[.-](?:test|spec|e2e|cy))\.[^/.]+$/i;

const TEST_WORDS =
  /\b(?:TestClient|AsyncClient|pytest|unittest|behave|pytest_bdd|vitest|jest|mocha|describe|expect)\b/;

/** Whether a file is about tests: by its path, or by a word that only tests use. */
export const isAboutTests = ({ path, source }: { readonly path: string; readonly source: string }): boolean =>
  TEST_PATH.test(path) || TEST_WORDS.test(source);

/** Whether a file is part of what is tested, as far as its path and its words tell: neither a test nor a helper of tests. */
export const isProduct = (file: { readonly path: string; readonly source: string }): boolean =>
  !isAboutTests(file) && !/helper|util|support|common|fixture|factor|setup|mock/i.test(file.path);
