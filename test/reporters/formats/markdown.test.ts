import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { describe, expect, it } from 'vitest';
import { markdown } from '../../../src/reporters/markdown/markdown.ts';
import { edit, file, manual, on, plainly, report } from '../reports.ts';
import { HOSTILE, hostileReport } from './hostile.ts';
import { reportsOf } from './real.ts';

/** As GitHub renders it, before it takes out what is dangerous: nothing may rest on that. */
const rendered = (text: string): string =>
  micromark(text, { allowDangerousHtml: true, extensions: [gfm()], htmlExtensions: [gfmHtml()] });

const OWN_TAGS =
  /^<\/?(?:h[23]|p|strong|table|thead|tbody|tr|th|td|ul|li|input|code|details|summary|a)(?: (?:href="[^"<>]*"|class="[\w-]*"|type="checkbox"|disabled=""))*\s*\/?>$/;

describe('a report in Markdown', () => {
  it('has the counts, the rules, tasks with links, and folded details', async () => {
    const { texts } = await reportsOf('--check');
    const html = rendered(texts.markdown);
    expect(html.match(/<table>/g)).toHaveLength(2);
    expect(html.match(/<input type="checkbox" disabled="" \/>/g)).toHaveLength(4);
    expect(html).toContain('href="tests/test_broken.py#L');
    expect(html).toContain('href="tests/%C3%BCn%C3%AF%20c%C3%B6d%C3%A9%20%231%20%25.py"');
    expect(html).toContain('<details><summary>3 files to change</summary>');
    expect(html).toContain('<details><summary>1 file skipped</summary>');
    expect(html).toContain('<details><summary>1 note</summary>');
  });

  it('links files where they are on the web, if that is known', () => {
    const repository = { prefix: 'backend/', files: 'https://git.example/o/r/blob/abc/' };
    const files = [file('tests/a (1).py', { manual: [manual(on(7, 1, 2))] })];
    expect(markdown(report(files), { ...plainly, repository })).toContain(
      '(https://git.example/o/r/blob/abc/backend/tests/a%20%281%29.py#L7)',
    );
  });

  it('is never longer than GitHub takes, and says what it leaves out', () => {
    const long = 'ü`@x` '.repeat(200);
    const many = <Item>(make: (index: number) => Item): readonly Item[] =>
      Array.from({ length: 900 }, (_, index) => make(index));
    const files = many((index) =>
      file(`tests/${index}/${'😀'.repeat(50)}.py`, {
        edits: [edit(on(1, 1, 2))],
        manual: [manual(on(1, 1, 2), { message: `${index} ${long}`, why: long })],
      }),
    );
    const failed = many((index) =>
      file(`failed/${index}.py`, { status: 'failed', error: { reason: 'syntax-error', message: long } }),
    );
    for (const some of [files, failed, [...files, ...failed]]) {
      const text = markdown(report(some, { mode: 'check' }), plainly);
      expect(Buffer.byteLength(text)).toBeLessThan(65_536);
      expect(text.length).toBeGreaterThan(10_000);
      expect(text).toMatch(/and \d+ more (?:finding|file)s? that there is no room for/);
      expect((text.match(/<details>/g) ?? []).length).toBe((text.match(/<\/details>/g) ?? []).length);
    }
  });

  it.each(HOSTILE)('stays text, whatever stands in it: %j', (text) => {
    for (const mode of ['check', 'write'] as const) {
      const html = rendered(markdown(hostileReport(text, mode), plainly));
      const tags = html.match(/<[^>]*>/g) ?? [];
      expect(tags.filter((tag) => !OWN_TAGS.test(tag))).toEqual([]);
      const links = [...html.matchAll(/href="([^"]*)"/g)].map(([, href = '']) => href);
      expect(
        links.filter((href) => !/^(?:https:\/\/github\.com\/bump-testclient\/|[^:]*$)/.test(href)),
      ).toEqual([]);
      // Two findings and one file that failed.
      expect(html.match(/type="checkbox"/g)).toHaveLength(3);
      expect(html.match(/<details>/g)).toHaveLength(3);
      // GitHub makes mentions and references of the text that is left when code and links are gone.
      const shown = html
        .replace(/<code>[^<]*<\/code>/g, '\0')
        .replace(/<[^>]*>/g, '')
        .replaceAll('&amp;', '&');
      expect(shown).not.toMatch(/@\w|#\d|&#/);
    }
  });
});
