import { existsSync } from 'node:fs';
import { request } from 'node:http';
import { type Browser, chromium, type Page } from 'playwright-core';
import { type Preview, startPreview } from '../../extensions/preview/server.ts';
import { CUSTOMER_KINDS, type CustomerKind, fixtureCompany } from '../extensions/fixtures/companies.ts';

const CHROMIUM = '/usr/bin/chromium';
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const companies = CUSTOMER_KINDS.map((kind) => ({ kind, ...fixtureCompany(kind, Date.now()) }));
const idOf = (kind: CustomerKind) => companies.find((company) => company.kind === kind)?.id ?? '';

let preview: Preview;
beforeAll(async () => {
  preview = await startPreview({
    port: 0,
    portalId: 4711,
    getCompanies: async () => companies.map(({ id, name }) => ({ id, name })),
    getProperties: async (companyId) => {
      const company = companies.find(({ id }) => id === companyId);
      if (company === undefined) throw new Error(`There is no company ${companyId}.`);
      return company.properties;
    },
  });
});
afterAll(() => preview.close());

describe('the preview server', () => {
  const get = (path: string) => fetch(new URL(path, preview.url));

  test('gives only the properties asked for, null where there is none', async () => {
    const response = await get(`/api/companies/${idOf('red')}/properties?names=health_band,nothing`);
    expect(await response.json()).toEqual({ health_band: 'red', nothing: null });
  });

  test('a failing source is an answer, not a crash', async () => {
    const response = await get('/api/companies/999/properties?names=name');
    expect([response.status, await response.json()]).toEqual([502, { error: 'There is no company 999.' }]);
  });

  test('other paths are not found', async () => {
    expect((await get('/../package.json')).status).toBe(404);
  });

  test('a page that points its own name at this machine gets nothing', async () => {
    const status = await new Promise((resolve, reject) => {
      const { hostname, port } = new URL(preview.url);
      const options = { hostname, port, path: '/api/companies', headers: { host: 'evil.example' } };
      request(options, (response) => resolve(response.resume().statusCode))
        .on('error', reject)
        .end();
    });
    expect(status).toBe(403);
  });
});

const browserTests = existsSync(CHROMIUM) ? describe : describe.skip;
if (!existsSync(CHROMIUM)) console.log('skipped: chromium');

browserTests('the built card in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS });
  });
  afterAll(() => browser.close());

  /** Opens the preview and fails on anything the browser complains about. */
  async function withPage(search: string, use: (page: Page) => Promise<void>, width = 1440): Promise<void> {
    const page = await browser.newPage({ viewport: { width, height: 1000 } });
    page.setDefaultTimeout(120_000);
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    try {
      await page.goto(`${preview.url}?${search}`);
      await use(page);
      expect(complaints).toEqual([]);
    } finally {
      await page.close();
    }
  }

  const card = (page: Page) => page.getByTestId('card');
  const shows = (page: Page, text: string) => card(page).getByText(text, { exact: false }).first().waitFor();

  test('red: number, word, reasons, warnings', async () => {
    await withPage(`company=${idOf('red')}`, async (page) => {
      await shows(page, 'Needs escalation');
      expect(await page.getByRole('meter').getAttribute('aria-valuenow')).toBe('29');
      await shows(page, 'Score fell 22 points in 30 days');
      await shows(page, '= −22');
    });
  });

  test('every tab opens, by mouse and by keyboard', async () => {
    await withPage(`company=${idOf('green')}`, async (page) => {
      await page.getByRole('tab', { name: 'Indicators' }).click();
      await shows(page, '34 of 40 seats');
      await page.keyboard.press('ArrowRight');
      await shows(page, 'Health score over time');
      await page.getByRole('tab', { name: 'People' }).click();
      await shows(page, 'Executive sponsor');
      await page.getByRole('tab', { name: 'Playbook' }).click();
      await shows(page, 'Hold the monthly check-in');
    });
  });

  test('unknown is no zero', async () => {
    await withPage(`company=${idOf('unknown')}`, async (page) => {
      await shows(page, 'Nothing could be scored');
      expect(await page.getByRole('meter').count()).toBe(0);
    });
  });

  test('Spanish, dark, in the narrow sidebar without running over', async () => {
    await withPage(`company=${idOf('red')}&locale=es&dark=1&width=sidebar`, async (page) => {
      await shows(page, 'Hay que escalar');
      expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
      const overflow = await card(page).evaluate((element) => element.scrollWidth - element.clientWidth);
      expect(overflow).toBeLessThanOrEqual(0);
    });
  });

  test('a phone does not have to scroll sideways', async () => {
    await withPage(
      `company=${idOf('yellow')}`,
      async (page) => {
        await shows(page, 'Needs stabilising');
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(overflow).toBeLessThanOrEqual(0);
      },
      400,
    );
  });

  test.each([
    ['loading', 'Reading customer health'],
    ['failed', 'Customer health could not be read'],
    ['forbidden', 'You may not see customer health'],
    ['never-scored', 'No score yet'],
    ['not-customer', 'Not a customer yet'],
    ['stale', 'This score is old'],
    ['source-disconnected', 'Amplitude is disconnected since'],
    ['unreadable-details', 'The details cannot be read'],
    ['service-down', 'Needs escalation'],
  ])('state %s: %s', async (state, text) => {
    await withPage(`company=${idOf('red')}&state=${state}`, (page) => shows(page, text));
  });

  test('trying again asks HubSpot again', async () => {
    await withPage(`company=${idOf('red')}&state=failed`, async (page) => {
      await shows(page, 'Customer health could not be read');
      const again = page.waitForRequest(/health_breakdown/);
      await page.getByRole('button', { name: 'Try again' }).click();
      await again;
      await shows(page, 'Customer health could not be read');
    });
  });

  test('switches change the address, which is all there is to remember', async () => {
    await withPage(`company=${idOf('red')}`, async (page) => {
      await page.getByLabel('Language').selectOption('es');
      await page.waitForURL(/locale=es/);
      await shows(page, 'Hay que escalar');
    });
  });
});
