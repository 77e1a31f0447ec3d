import type { Document, Project } from '../../src/core/language.ts';
import { linesOf } from '../../src/core/lines.ts';
import type { ClientCall } from '../../src/core/model/calls.ts';
import type { RuleContext } from '../../src/core/rule.ts';
import { slice } from '../../src/core/text.ts';
import { defaultTarget } from '../../src/core/model/target.ts';
import { javascript } from '../../src/languages/javascript/index.ts';
import { python } from '../../src/languages/python/index.ts';
import { expectPastGate } from './gate.ts';
import { dedent } from './snippets.ts';
import { everything } from './wants.ts';

/** A project held in memory: texts by path. */
export function projectOf(files: Readonly<Record<string, string>>): Project {
  const paths = Object.keys(files).sort();
  return {
    files: () => paths,
    has: (path) => path in files,
    read: (path) => files[path],
    mentioning: (word) => paths.filter((path) => new RegExp(`\\b${word}\\b`).test(files[path] ?? '')),
  };
}

export interface Opened {
  readonly project: Project;
  readonly document: Document;
  readonly source: string;
  readonly calls: readonly ClientCall[];
}

/** Opens the file `path` of a project; the files are dedented first. */
export async function openIn(
  files: Readonly<Record<string, string>>,
  path: string,
  clients: readonly string[] = [],
): Promise<Opened> {
  const texts = Object.fromEntries(Object.entries(files).map(([name, text]) => [name, dedent(text)]));
  const source = texts[path] ?? '';
  const project = projectOf(texts);
  const document = await (path.endsWith('.py') ? python : javascript).open(source, path, {
    project,
    settings: { clients },
    wanted: everything,
  });
  if (document.sites.length > 0) await expectPastGate(project, path, everything, clients);
  return { project, document, source, calls: document.sites.filter((site) => site.kind === 'call') };
}

/** What a rule is handed beside a call of a Python file. */
export const contextOf = ({ document, source }: Opened): RuleContext => ({
  text: (span) => slice(source, span),
  spell: (name) => python.spell(name),
  language: 'python',
  target: defaultTarget,
  trace: (call) => document.trace(call),
  route: (call) => document.route(call),
  clientUse: (call, moved) => document.clientUse(call, moved),
  bodyText: (call) => document.bodyText(call),
  addresses: (site, value) => document.addresses(site, value),
  suite: () => document.suite(),
});

/** `line receiver.method certainty because` of each call that is found. */
export function receiversOf({ source, calls }: Opened): string[] {
  const lines = linesOf(source);
  return calls.map(
    ({ start, receiver, method }) =>
      `${lines.at(start).line} ${receiver.text}.${method.name} ${receiver.certainty} ${receiver.because}`,
  );
}

/** `line kinds` of each `data` that a client is given. */
export function dataIn({ source, calls }: Opened): string[] {
  const lines = linesOf(source);
  return calls.flatMap(({ start, options }) =>
    options.flatMap(({ key, value }) =>
      key.name === 'data' ? [`${lines.at(start).line} ${value.kinds.join('|')}`] : [],
    ),
  );
}

/** `line names` of the options that a spread may add to each call, or `line anything`. */
export function hiddenIn({ source, calls }: Opened): string[] {
  const lines = linesOf(source);
  return calls.flatMap(({ start, hidden }) => {
    if (hidden.may === 'nothing') return [];
    const names = hidden.may === 'some' ? hidden.options.map(({ name }) => name).join(' ') : hidden.may;
    return [`${lines.at(start).line} ${names}`];
  });
}
