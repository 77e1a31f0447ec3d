import { parse, type DefaultTreeAdapterTypes as Tree } from 'parse5';
import type { Report } from '../../../src/core/report.ts';
import type { PageData } from '../../../src/reporters/html/data.ts';
import { htmlReport } from '../../../src/reporters/html/html.ts';
import { plainly } from '../reports.ts';

/** The page of a report. */
export const pageOf = (report: Report): string => htmlReport(report, plainly);

/** What the script of a page is given. */
export function dataOf(page: string): PageData {
  const script = elementsOf(page).find((element) => attributeOf(element, 'id') === 'data');
  return JSON.parse(script ? textOf(script) : '') as PageData;
}

/** Every element of a page, in order, as a browser with scripts reads it, or without. */
export function elementsOf(page: string, scriptingEnabled = true): readonly Tree.Element[] {
  const found: Tree.Element[] = [];
  const visit = (node: Tree.Node): void => {
    if ('tagName' in node) found.push(node);
    if ('childNodes' in node) for (const child of node.childNodes) visit(child);
  };
  visit(parse(page, { scriptingEnabled }));
  return found;
}

export const attributeOf = ({ attrs }: Tree.Element, wanted: string): string | undefined =>
  attrs.find(({ name }) => name === wanted)?.value;

/** Runs of white space are one space, as they are shown. */
export const shownText = (node: Tree.Node): string => textOf(node).replace(/\s+/g, ' ').trim();

export function textOf(node: Tree.Node): string {
  if ('value' in node) return node.value;
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';
}
