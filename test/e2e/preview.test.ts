import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { request } from 'node:http';
import { type Browser, chromium, type Page } from 'playwright-core';
import { type Preview, startPreview } from '../../extensions/preview/server.ts';
import { type KpiView } from '../../src/model/kpi-view.ts';
import { type CardAnswer } from '../../src/model/card-actions.ts';
import { CUSTOMER_KINDS, type CustomerKind, fixtureCompany } from '../extensions/fixtures/companies.ts';
import {
  companiesAnswer,
  portfolioAnswer,
  previewAnswer,
  settingsAnswer,
} from '../extensions/fixtures/portal.ts';
import { kpiAnswer, proofAnswer } from '../extensions/fixtures/proof.ts';

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

/** What was asked of the service, newest last. */
const asked: { action: string; parameters: Record<string, unknown> }[] = [];

/** The service as the extensions see it: real shapes, answers by rote. */
const ANSWERS: Readonly<Record<string, (companyId: string, parameters: object) => unknown>> = {
  readPortfolio: () => portfolioAnswer(),
  readCompanies: (_companyId, parameters) => companiesAnswer(parameters),
  readSettings: () => settingsAnswer(),
  readProof: () => proofAnswer(),
  readKpis: () => yearOfKpis(),
  previewSettings: previewAnswer,
  saveSettings: () => settingsAnswer(1).versions[0],
  refreshHealth: (companyId) => healthOf(companyId, 0),
  logPulse: (companyId) => healthOf(companyId, 0),
  startPlaybook: (companyId) => healthOf(companyId, Infinity),
};

/** Thirteen months, as the service sends them. */
function yearOfKpis(): KpiView {
  const view = kpiAnswer();
  const [first, ...others] = view.periods;
  const earlier = Array.from({ length: 11 }, (_, index) => ({
    ...(first as KpiView['periods'][number]),
    from: addMonths('2025-11', index),
  }));
  return { ...view, periods: [...earlier, ...(first === undefined ? [] : [first]), ...others] };
}

function addMonths(month: string, months: number): string {
  return new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)) - 1 + months))
    .toISOString()
    .slice(0, 'YYYY-MM-DD'.length);
}

/** The health of a company after an action that made tasks of its first steps. */
function healthOf(companyId: string, tasksCreated: number): CardAnswer {
  const { breakdown } = companies.find(({ id }) => id === companyId) ?? fixtureCompany('red', Date.now());
  const steps = (breakdown.words?.plan?.steps ?? []).slice(0, tasksCreated);
  const scoredAt = new Date().toISOString();
  const tasks = steps.map(({ id, title }) => ({
    stepId: id,
    taskId: '1',
    subject: title.en,
    createdAt: scoredAt,
    status: 'open' as const,
  }));
  const { result, publishedBand } = breakdown;
  return {
    companyId,
    score: result.score,
    band: publishedBand,
    alert: result.alert,
    scoredAt,
    breakdown: { ...breakdown, tasks },
    done: { tasksCreated: steps.length, incomplete: [] },
  };
}

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
    runAction: async (action, parameters) => {
      asked.push({ action, parameters: { ...parameters } });
      return ANSWERS[action]?.(String((parameters as { companyId?: string }).companyId), parameters);
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

interface AxeGlobal {
  readonly axe: {
    run(selector: string): Promise<{
      violations: { id: string; impact: string; nodes: { html: string }[] }[];
    }>;
  };
}

/** The accessibility checker as a script for the page. */
function axe(): Promise<string> {
  return readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
}

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
    await withPage(`company=${idOf('red')}&locale=es&dark=1&view=sidebar`, async (page) => {
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
    ['forbidden', 'You may not see customer health'],
    ['source-disconnected', 'Amplitude is disconnected since'],
  ])('state %s: %s', async (state, text) => {
    await withPage(`company=${idOf('red')}&state=${state}`, (page) => shows(page, text));
  });

  test('create tasks: from the playbook, once', async () => {
    await withPage(`company=${idOf('red')}`, async (page) => {
      await page.getByRole('tab', { name: 'Playbook' }).click();
      await page.getByRole('button', { name: /^Create \d+ tasks$/ }).click();
      await shows(page, 'tasks created for the owner');
      await shows(page, 'Every step has its task.');
      expect(asked.at(-1)).toMatchObject({ action: 'startPlaybook', parameters: { companyId: idOf('red') } });
    });
  });

  test('log pulse by keyboard and mouse; recalculate from the menu', async () => {
    await withPage(`company=${idOf('yellow')}`, async (page) => {
      await page.getByText('Actions').click();
      await page.getByRole('button', { name: 'Log pulse' }).click();
      await page.getByRole('button', { name: 'Save' }).click();
      await shows(page, 'Say why in a few words.');
      await page.getByLabel('Reason').fill('The sponsor asked for a price list.');
      await page.getByLabel('Your judgement').selectOption({ label: '2 · worried' });
      await page.getByRole('button', { name: 'Save' }).press('Enter');
      await shows(page, 'Pulse saved and taken into account');
      expect(asked.at(-1)).toMatchObject({
        action: 'logPulse',
        parameters: {
          score: 2,
          reason: 'The sponsor asked for a price list.',
          userEmail: 'preview@example.com',
        },
      });
      await page.getByText('Actions').click();
      await page.getByRole('button', { name: 'Recalculate' }).click();
      await shows(page, 'Recalculated with the newest data');
    });
  });

  test('with the service down the score stays and the action says so', async () => {
    await withPage(`company=${idOf('red')}&state=service-down`, async (page) => {
      await page.getByRole('button', { name: 'Start playbook' }).first().click();
      await shows(page, 'The tasks were not all created');
      await shows(page, 'The Pulso service does not answer.');
      await shows(page, 'Needs escalation');
    });
  });

  test('the home page: queue, filters, trends', async () => {
    await withPage('view=home', async (page) => {
      await shows(page, 'Red Ltd');
      await page.getByRole('tab', { name: 'Portfolio' }).click();
      await page.getByLabel('Band').selectOption({ label: 'Green' });
      await shows(page, '1 of 5 companies');
      await page.getByRole('tab', { name: 'Trends' }).click();
      await shows(page, 'Customers by band over a year');
      await page.getByRole('tab', { name: 'KPIs' }).click();
      await shows(page, 'Lost ÷ customers at the start × 100');
      await page.getByRole('tab', { name: 'Proof' }).click();
      await shows(page, '0.84 (0.79 to 0.88)');
      await page.evaluate(await axe());
      const found = await page.evaluate(async () => {
        const { violations } = await (globalThis as unknown as AxeGlobal).axe.run('[data-testid=card]');
        return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      });
      expect(found.map(({ id }) => id)).toEqual([]);
    });
  });

  test.each([
    ['en', 'KPIs', 'Net negative churn', 3],
    ['es', 'KPI', 'Abandono neto negativo', 3],
    ['en', 'This week', 'Start playbook', 1],
    ['es', 'Cartera', '5 de 5 empresas', 1],
    ['es', 'Datos', 'Cuentas sin empresa', 2],
  ])('no table is cut on a narrow page: %s, %s', async (locale, tab, text, count) => {
    const narrow = async (page: Page) => {
      await page.getByRole('tab', { name: tab }).click();
      await shows(page, text);
      const tables = await card(page)
        .locator('.table-frame:visible')
        .evaluateAll((frames) => frames.map((frame) => frame.scrollWidth - frame.clientWidth));
      expect(tables).toHaveLength(count);
      expect(tables.filter((cut) => cut > 0)).toEqual([]);
    };
    await withPage(`view=home&locale=${locale}`, narrow, 420);
  });

  test('the settings page: steps of a playbook', async () => {
    await withPage('view=settings', async (page) => {
      await page.getByRole('tab', { name: 'Playbooks' }).click();
      await page.getByRole('button', { name: 'Leave out' }).click();
      await shows(page, 'Left out');
    });
  });

  test('the settings page: change a weight, preview, save', async () => {
    await withPage('view=settings', async (page) => {
      await page.getByLabel('Product, % of the score').fill('60');
      await page.getByRole('button', { name: 'Preview' }).click();
      await shows(page, 'Average score 60.5 → 64.2');
      await page.getByRole('button', { name: 'Save' }).click();
      await shows(page, 'Nothing is changed yet.');
      expect(asked.find(({ action }) => action === 'saveSettings')?.parameters).toMatchObject({
        settings: { model: { dimensions: { product: 0.6 } } },
      });
    });
  });

  test.each([
    [`company=${idOf('red')}`, 'Needs escalation'],
    [`company=${idOf('yellow')}&dark=1&locale=es`, 'Hay que estabilizar'],
    [`company=${idOf('red')}&view=sidebar`, 'Needs escalation'],
    [`company=${idOf('green')}&view=panel`, 'Ready to expand'],
    ['view=home', 'Red Ltd'],
    ['view=home&dark=1', 'Red Ltd'],
    ['view=settings', 'Scoring model'],
  ])('axe finds nothing serious: %s', async (search, text) => {
    await withPage(search, async (page) => {
      await shows(page, text);
      await page.evaluate(await axe());
      const found = await page.evaluate(async () => {
        const { violations } = await (globalThis as unknown as AxeGlobal).axe.run('[data-testid=card]');
        return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      });
      expect(found.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    });
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
      await page.getByLabel('Width').selectOption('narrow');
      await page.waitForURL(/width=narrow/);
      await shows(page, 'Hay que escalar');
      expect((await card(page).boundingBox())?.width).toBeLessThanOrEqual(420);
    });
  });
});
