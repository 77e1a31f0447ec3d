import type { Project } from '../../../core/language.ts';
import { knownOf, type Hidden, type ResponseUse } from '../../../core/model.ts';
import type { Call } from '../ast.ts';
import type { Module } from '../binding/module.ts';
import type { Analysis } from '../inference/analysis.ts';
import { oncePer } from '../once.ts';
import { isClientTold, isSpreadAlways } from './told.ts';
import { traceResponse } from './trace.ts';

export const UNTOLD: ResponseUse = {
  seen: 'untold',
  because: 'nothing here shows whether the response is a redirect',
};

/** The strongest thing the code says of the response of a call. */
export function responseUse(
  analysis: Analysis,
  module: Module,
  call: Call | undefined,
  hidden: Hidden,
): ResponseUse {
  if (!call) return UNTOLD;
  const isGiven = knownOf(hidden).some(({ name }) => OPTIONS.has(name));
  if (isClientTold(analysis, module, call) || (isGiven && isSpreadAlways(module, call)))
    return { seen: 'final', because: 'the client is told what to do with redirects' };
  const uses = traceResponse(analysis, module, call);
  const strongest = (['redirect', 'final', 'hint'] as const).flatMap((seen) =>
    uses.filter((use) => use.seen === seen),
  )[0];
  if (strongest) return strongest;
  return speaksOfRedirects(analysis.project, module)
    ? UNTOLD
    : { seen: 'final', because: 'nothing in the project speaks of redirects' };
}

const OPTIONS: ReadonlySet<string> = new Set(['allowRedirects', 'followRedirects']);

// Words that stand wherever a redirect is answered.
const WORDS: readonly string[] = [
  ...['RedirectResponse', 'redirect', 'redirects', 'Redirect', 'REDIRECT', 'Location', 'SEE_OTHER', 'FOUND'],
  ...['MOVED_PERMANENTLY', 'TEMPORARY_REDIRECT', 'PERMANENT_REDIRECT', '301', '302', '303', '307', '308'],
  ...['HTTPSRedirectMiddleware', 'RedirectView', 'is_redirect', 'redirect_slashes', 'authorize_redirect'],
  ...['HTTP_301_MOVED_PERMANENTLY', 'HTTP_302_FOUND', 'HTTP_303_SEE_OTHER'],
  ...['HTTP_307_TEMPORARY_REDIRECT', 'HTTP_308_PERMANENT_REDIRECT'],
];

const WORD = new RegExp(`\\b(?:${WORDS.join('|')})\\b`);

/** In a project that answers no redirects there is nothing to follow. A file that stands alone tells too little. */
function speaksOfRedirects(project: Project, { source }: Module): boolean {
  return project.files().length <= 1 ? WORD.test(source) : mentionsRedirects(project);
}

const mentionsRedirects = oncePer((project: Project): boolean =>
  WORDS.some((word) => project.mentioning(word).length > 0),
);
