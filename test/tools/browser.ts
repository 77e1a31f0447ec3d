import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { Unavailable, type Check } from '../../src/dev/package/checks.ts';
import type { Report } from '../../src/core/report.ts';
import { hostileReport, PIECES } from '../reporters/html/hostile.ts';
import { pageOf } from '../reporters/html/page.ts';
import { demoReport, largeReport } from './browser/reports.ts';
import type { Part } from './parts.ts';

const CHROMIUM = '/usr/bin/chromium';

/** Nothing of the browser itself may ask the network either. */
const ARGUMENTS = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

const WIDTHS = [360, 800, 1440];
const SCHEMES = ['light', 'dark'] as const;

/** The HTML report in Chromium. */
export const browserPart: Part = {
  name: 'browser',
  checks: (folder) => {
    const open = opener(folder);
    return [
      {
        name: 'the HTML report has no fault that axe finds, at three widths, light and dark',
        run: () => open(checkAccessibility),
      },
      {
        name: 'the HTML report fits three widths, in forced colours and enlarged too',
        run: () => open(checkWidths),
      },
      {
        name: 'the filters of the HTML report combine, count and stay in the address',
        run: () => open(checkFilters),
      },
      { name: 'the keyboard leads through the HTML report', run: () => open(checkKeyboard) },
      {
        name: 'the HTML report of hostile texts runs, loads and breaks nothing',
        run: () => open(checkHostile),
      },
      { name: 'the HTML report of 2,000 files opens and filters', run: () => open(checkLarge) },
      { name: 'the HTML report is a list without scripts', run: () => open(checkWithoutScripts) },
    ] satisfies readonly Check[];
  },
};

interface Opened {
  /** Opens the page of a report as a file. `hash` is what stands behind its name. */
  readonly show: (report: Report, options?: BrowserContextOptions, hash?: string) => Promise<Shown>;
}

interface Shown {
  readonly page: Page;
  /** What must not happen on any page: errors, requests, dialogs and violations of its policy. */
  readonly troubles: readonly string[];
}

type Use = (opened: Opened) => Promise<string | undefined>;

/** Starts the browser for one check, and ends it. */
const opener =
  (folder: string) =>
  async (use: Use): Promise<string | undefined> => {
    installChromium();
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS });
    let number = 0;
    try {
      return await use({
        show: (report, options = {}, hash = '') => {
          const file = join(folder, `${number++}.html`);
          writeFileSync(file, pageOf(report));
          return show(browser, `${pathToFileURL(file).href}${hash}`, options);
        },
      });
    } finally {
      await browser.close();
    }
  };

function installChromium(): void {
  if (existsSync(CHROMIUM)) return;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get'))
    throw new Unavailable(`There is no ${CHROMIUM}, and nothing here may install it.`);
  try {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const options = { env, stdio: 'ignore', timeout: 300_000 } as const;
    execFileSync('apt-get', ['update'], options);
    execFileSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], options);
  } catch {
    throw new Unavailable('apt cannot install chromium here.');
  }
}

async function show(browser: Browser, url: string, options: BrowserContextOptions): Promise<Shown> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on('console', (message) => troubles.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => troubles.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => {
    troubles.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (request.url().split('#')[0] !== url.split('#')[0] && request.url() !== 'data:,')
      troubles.push(`request: ${request.url()}`);
  });
  page.on('popup', (popup) => troubles.push(`popup: ${popup.url()}`));
  await page.goto(url);
  return { page, troubles };
}

function expectThat(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(otherwise);
}

const expectSame = (found: unknown, wanted: unknown): void =>
  expectThat(
    JSON.stringify(found) === JSON.stringify(wanted),
    `found ${JSON.stringify(found)}, not ${JSON.stringify(wanted)}`,
  );

/** Makes the items of all files, as reading on would. */
const readOn = (page: Page): Promise<unknown> => page.evaluate(() => dispatchEvent(new Event('beforeprint')));

const shownText = (page: Page): Promise<string> => page.locator('#shown').innerText();

async function checkAccessibility({ show }: Opened): Promise<string> {
  let rules = 0;
  for (const width of WIDTHS)
    for (const colorScheme of SCHEMES) {
      const { page } = await show(demoReport, {
        viewport: { width, height: 900 },
        colorScheme,
        bypassCSP: true,
      });
      await readOn(page);
      await page.evaluate(axe.source);
      for (const isHelp of [false, true]) {
        if (isHelp) await page.keyboard.press('?');
        const { violations, passes } = await page.evaluate(() =>
          (globalThis as unknown as { readonly axe: typeof axe }).axe.run({
            runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
          }),
        );
        rules = Math.max(rules, passes.length);
        const told = violations.map(
          ({ id, nodes }) =>
            `${id}: ${nodes
              .slice(0, 3)
              .map(({ html }) => html)
              .join(' ')}`,
        );
        expectThat(told.length === 0, `${width} ${colorScheme}: ${told.join('\n')}`);
      }
      await page.context().close();
    }
  expectThat(rules > 20, `axe has looked at ${rules} rules only`);
  return `${rules} rules hold`;
}

async function checkWidths({ show }: Opened): Promise<undefined> {
  const widths = [...WIDTHS, 320];
  for (const width of widths) {
    const { page, troubles } = await show(demoReport, {
      viewport: { width, height: 900 },
      forcedColors: width === 800 ? 'active' : 'none',
    });
    await readOn(page);
    const room = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    expectSame(room[0], room[1]);
    expectSame((await page.locator('table.split').count()) > 0, width >= 1100);
    expectSame(troubles, []);
    await page.context().close();
  }
}

async function checkFilters({ show }: Opened): Promise<undefined> {
  const { page, troubles } = await show(demoReport, { viewport: { width: 1440, height: 900 } });
  expectSame(await shownText(page), 'Shows 9 in 5 files.');
  await page.getByLabel('left to you').check();
  expectSame(await shownText(page), 'Shows 3 of 9 in 2 files.');
  await page.getByRole('checkbox', { name: '✖ fails' }).check();
  expectSame(await shownText(page), 'Shows 2 of 9 in 2 files.');
  await page.getByLabel('File or message').fill('TEST_A');
  expectSame(await shownText(page), 'Shows 1 of 9 in 1 file.');
  expectSame(new URL(page.url()).hash, '#text=TEST_A&kind=left&level=fails');
  const counts = await page.locator('fieldset').first().locator('.count').allInnerTexts();
  expectSame(counts, ['1', '3', '0', '0']);
  await page.reload();
  expectSame(await shownText(page), 'Shows 1 of 9 in 1 file.');
  await page.getByLabel('File or message').fill('no such file');
  await page.locator('#clear-all').click();
  expectSame(await shownText(page), 'Shows 9 in 5 files.');
  await page.getByRole('link', { name: '3 edits: show those of follow-redirects' }).click();
  expectSame(await shownText(page), 'Shows 3 of 9 in 1 file.');
  expectSame(await page.locator('.item:visible').count(), 3);
  await page.goto(`${page.url().split('#')[0]!}#rule=no-such&kind=%3Cscript%3E`);
  expectSame(await shownText(page), 'Shows 9 in 5 files.');
  expectSame(troubles, []);
}

async function checkKeyboard({ show }: Opened): Promise<undefined> {
  const { page, troubles } = await show(demoReport, { viewport: { width: 1440, height: 900 } });
  const focused = (): Promise<string> =>
    page.evaluate(
      () =>
        document.activeElement?.querySelector('h4')?.textContent ?? document.activeElement?.textContent ?? '',
    );
  await page.keyboard.press('Tab');
  expectSame(await focused(), 'Skip to the results');
  await page.keyboard.press('Enter');
  expectSame(await page.evaluate(() => document.activeElement?.id), 'results');
  const seen: string[] = [];
  for (let step = 0; step < 10; step++) {
    await page.keyboard.press('j');
    seen.push(await focused());
  }
  expectSame(new Set(seen).size, 9);
  expectSame(seen[9], seen[8]);
  await page.keyboard.press('k');
  expectSame(await focused(), seen[7]);
  await page.keyboard.press('p');
  await page.keyboard.press('n');
  expectThat((await focused()).startsWith('tests/'), 'n leads to no file');
  await page.keyboard.press('o');
  expectSame(await page.evaluate(() => document.activeElement?.getAttribute('aria-expanded')), 'false');
  await page.keyboard.press('/');
  await page.keyboard.type('jk?');
  expectSame(await page.getByLabel('File or message').inputValue(), 'jk?');
  await page.locator('#clear').click();
  await page.keyboard.press('?');
  expectSame(await page.locator('dialog').isVisible(), true);
  await page.keyboard.press('Escape');
  expectSame(await page.locator('dialog').isVisible(), false);
  await page.locator('#help-open').click();
  await page.getByLabel('Use these keys').uncheck();
  await page.getByRole('button', { name: 'Close' }).click();
  const before = await focused();
  await page.keyboard.press('j');
  expectSame(await focused(), before);
  await page.getByLabel('Theme').selectOption('dark');
  expectSame(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), 'rgb(13, 17, 23)');
  expectSame(troubles, []);
}

async function checkHostile({ show }: Opened): Promise<string> {
  const most = 5;
  const groups = PIECES.flatMap((_, index) =>
    index % most === 0 ? [PIECES.slice(index, index + most).join('')] : [],
  );
  const texts = [...groups, PIECES.toReversed().join(' ')];
  for (const [index, text] of texts.entries()) {
    const { page, troubles } = await show(hostileReport(text, texts.at(index - 1) ?? ''), {
      viewport: { width: index % 2 ? 360 : 1440, height: 900 },
    });
    await readOn(page);
    await page.keyboard.press('j');
    expectSame(troubles, []);
    expectSame(await page.locator('.item').count(), 5);
    expectSame(await page.locator('script, img, iframe, object, style').count(), 3);
    const room = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expectThat(room <= 0, `the page is ${room} pixels too wide with ${JSON.stringify(text.slice(0, 50))}`);
    await page.context().close();
  }
  return `${texts.length} pages`;
}

async function checkLarge({ show }: Opened): Promise<string> {
  const report = largeReport(2_000);
  const { page, troubles } = await show(report, { viewport: { width: 1440, height: 900 } });
  expectSame(await shownText(page), 'Shows 12,000 in 2,000 files.');
  const ready = await page.evaluate(() =>
    Math.round(performance.getEntriesByType('navigation')[0]!.duration),
  );
  const filled = await page.locator('.item').count();
  expectThat(filled > 0 && filled < 500, `${filled} items were made at once`);
  const took = await page.evaluate(() => {
    const box = document.querySelector<HTMLInputElement>('input[value=left]')!;
    const start = performance.now();
    box.click();
    document.body.getBoundingClientRect();
    return Math.round(performance.now() - start);
  });
  expectSame(await shownText(page), 'Shows 2,000 of 12,000 in 2,000 files.');
  const last = page.locator('.file').last();
  // What comes near the seen part on the way gets its real height, which moves the end.
  for (let tries = 0; tries < 20 && (await last.locator('.item').count()) === 0; tries++) {
    await last.evaluate((section) => section.scrollIntoView({ block: 'end', behavior: 'instant' }));
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
  }
  expectSame(await last.locator('.item').count(), 1);
  expectSame(troubles, []);
  const size = Buffer.byteLength(pageOf(report));
  return `${(size / 1e6).toFixed(1)} MB, ready after ${ready} ms, a filter takes ${took} ms`;
}

async function checkWithoutScripts({ show }: Opened): Promise<undefined> {
  const { page } = await show(demoReport, { javaScriptEnabled: false });
  const text = await page.locator('main').innerText();
  expectThat(text.includes('18:5: ✖ data-to-content'), 'a finding is missing');
  expectThat(text.includes('3 edits'), 'the edits of a file are missing');
}
