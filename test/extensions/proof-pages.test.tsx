import {
  Alert,
  EmptyState,
  Input,
  LoadingButton,
  Select,
  StatusTag,
  TableHeader,
  TableRow,
  Tabs,
} from '@hubspot/ui-extensions';
import { createRenderer } from '@hubspot/ui-extensions/testing';
import { jest } from '@jest/globals';
import { HomePage } from '../../extensions/ui/pages/HomePage.tsx';
import { type CallService, ServiceError } from '../../extensions/ui/service/call.ts';
import { type KpiView } from '../../src/model/kpi-view.ts';
import { NOW } from './card.tsx';
import { portfolioAnswer, previewAnswer } from './fixtures/portal.ts';
import { kpiAnswer, proofAnswer, proofView } from './fixtures/proof.ts';

type Answers = Readonly<Record<string, (parameters: object) => unknown>>;

/** The home page with one of its tabs opened. */
function opened(tab: 'proof' | 'kpis', answers: Answers = {}, locale = 'en') {
  const all: Answers = {
    readPortfolio: () => portfolioAnswer(),
    readProof: () => proofAnswer(),
    readKpis: kpiAnswer,
    ...answers,
  };
  const renderer = createRenderer('pages');
  const { context } = renderer.mocks;
  renderer.mocks.useExtensionContext.willCall(() => ({ ...context, user: { ...context.user, locale } }));
  const service = jest.fn<CallService>(async (action, parameters) => {
    const answer = all[action];
    if (answer === undefined) throw new ServiceError('unreachable', '');
    return answer(parameters);
  });
  renderer.render(<HomePage clock={() => NOW} service={service} />);
  const words = () => renderer.getRootNode().toString();
  const asked = () => service.mock.calls.map(([action]) => action);
  const ready = async (text: string) => {
    await renderer.waitFor(() => expect(words()).toContain(text));
  };
  const open = async () => {
    await renderer.waitFor(() => renderer.find(Tabs));
    expect(asked()).toEqual(['readPortfolio']);
    renderer.find(Tabs).trigger('onSelectedChange', tab as never);
  };
  const button = (text: string) => renderer.find(LoadingButton, (each) => each.text === text);
  return { ...renderer, renderer, service, words, ready, open, button };
}

describe('the page Proof', () => {
  test('says how well the score does, asked only when somebody looks', async () => {
    const page = opened('proof');
    await page.open();
    await page.ready('2,400 past scores of 200 customers, of whom 34 left.');
    expect(page.words()).toContain('0.84 (0.79 to 0.88)');
    expect(page.words()).toContain('5 × (3.9 × to 6.4 ×)');
    expect(page.words()).toContain('28 of 34 were warned of; half of them 62 days or more ahead.');
    expect(page.words()).toContain('Silent Ltd');
    expect(page.words()).toContain('The 1 largest of 9.');
    expect(page.findAll(StatusTag).map(({ text }) => text)).toEqual(
      expect.arrayContaining(['Reached', 'Missed', 'Not known yet']),
    );
    expect(page.words()).toContain('Raise · drifting');
    expect(page.words()).toContain('Renewal: Too few renewals yet.');
    expect(page.words()).not.toMatch(/undefined|NaN/);
  });

  test('before the first check it says when that comes', async () => {
    const missing = { en: 'The check runs once a week.', es: 'Una vez por semana.' };
    const page = opened('proof', { readProof: () => proofAnswer({ view: null, missing }) });
    await page.open();
    await page.ready('The check runs once a week.');
    expect(page.find(EmptyState).props.title).toBe('Not checked yet');
  });

  test('too few losses are said first, and no figure is made up', async () => {
    const view = proofView({
      tooFew: true,
      lost: 0,
      horizons: [],
      missedChurners: { total: 0, listed: [] },
      leadTimes: { churners: 0, warned: 0, days: null, distribution: [] },
      plays: [],
      review: [],
    });
    const page = opened('proof', { readProof: () => proofAnswer({ view, history: [] }) });
    await page.open();
    await page.ready('Not enough losses yet');
    expect(page.find(Alert).toString()).toContain('there is nothing to judge the score by');
    expect(page.words()).not.toContain('0.5 is guessing');
    expect(page.words()).toContain('No play has been compared');
  });

  test('proposed weights are seen first, then published with a reason on the version they were made on', async () => {
    const page = opened('proof', { previewProposal: previewAnswer, publishProposal: () => ({ version: 3 }) });
    await page.open();
    await page.ready('Other weights would have done better.');
    expect(() => page.button('Publish these weights')).toThrow();
    page.button('See what would move').trigger('onClick');
    await page.ready('What would move');
    page.find(Input, { name: 'proposal-note' }).trigger('onInput', 'the past says so' as never);
    page.button('Publish these weights').trigger('onClick');
    await page.waitFor(() =>
      expect(page.service).toHaveBeenCalledWith('publishProposal', {
        until: '2026-11-18',
        basedOn: 2,
        note: 'the past says so',
      }),
    );
  });

  test('a model is rolled back; a refusal is shown', async () => {
    const page = opened('proof', {
      rollBackModel: () => {
        throw new ServiceError('input-invalid', 'Somebody saved version 3 meanwhile.');
      },
    });
    await page.open();
    await page.ready('Go back to this');
    page.button('Go back to this').trigger('onClick');
    await page.ready('Somebody saved version 3 meanwhile.');
    expect(page.service).toHaveBeenLastCalledWith('rollBackModel', { toVersion: 0, basedOn: 2, note: '' });
  });

  test.each([
    ['en', 'No segment'],
    ['es', 'Sin segmento'],
  ])('customers without a segment are called so (%s)', async (locale, words) => {
    const page = opened('proof', {}, locale);
    await page.open();
    await page.ready(words);
    expect(page.words()).not.toContain('"none"');
  });

  test('in Spanish', async () => {
    const page = opened('proof', {}, 'es');
    await page.open();
    await page.ready('0,84 (0,79 a 0,88)');
    expect(page.words()).toContain('¿Dice la puntuación quién se irá?');
  });
});

describe('the page KPIs', () => {
  test('shows every KPI with its formula, what is not known as such, and whom to follow up', async () => {
    const page = opened('kpis');
    await page.open();
    await page.ready('Lost ÷ customers at the start × 100');
    expect(page.words()).toContain('2.5\u00a0%');
    expect(page.words()).toContain('not known');
    expect(page.words()).toContain('November 2026 (running)');
    expect(page.words()).toContain('€421 · below its limit');
    expect(page.words()).toContain('Detractor (3)');
    expect(page.words()).toContain('16 November, overdue');
    expect(page.words()).toContain('Competitor: 2');
    expect(page.words()).toContain('No monthly cost of acquisition is set.');
    expect(page.words()).not.toMatch(/undefined|NaN/);
  });

  test('money in what is no currency code, or in none, is still drawn', async () => {
    const page = opened('kpis', { readKpis: () => ({ ...kpiAnswer(), currency: 'Euro' }) });
    await page.open();
    await page.ready('421 Euro · below its limit');
    const none = opened('kpis', { readKpis: () => ({ ...kpiAnswer(), currency: null }) });
    await none.open();
    await none.ready('"421 · below its limit"');
  });

  test('another period asks again; a segment shows its own figures', async () => {
    const page = opened('kpis');
    await page.open();
    await page.ready('Churn rate');
    page.find(Select, { name: 'kpi-segment' }).trigger('onChange', 'smb' as never);
    await page.ready('8\u00a0%');
    page.find(Select, { name: 'grain' }).trigger('onChange', 'quarter' as never);
    await page.ready('Q4 2026');
    expect(page.service).toHaveBeenLastCalledWith('readKpis', { grain: 'quarter' });
  });

  test('two periods fit a narrow page; more stand side by side on request', async () => {
    const [october] = kpiAnswer().periods;
    const months = ['06', '07', '08', '09', '10'].map((month) => ({
      ...(october as KpiView['periods'][number]),
      from: `2026-${month}-01`,
    }));
    const page = opened('kpis', { readKpis: () => ({ ...kpiAnswer(), periods: months }) });
    await page.open();
    await page.ready('Churn rate');
    const headers = () =>
      page
        .findAll(TableHeader)
        .map(({ text }) => text)
        .filter((text) => /2026$/.test(text ?? ''));
    expect(headers()).toEqual(['September 2026', 'October 2026']);
    page.find(Select, { name: 'columns' }).trigger('onChange', 8 as never);
    expect(headers()).toHaveLength(5);
  });

  test('without customers it says so', async () => {
    const page = opened('kpis', { readKpis: () => ({ ...kpiAnswer(), periods: [] }) });
    await page.open();
    await page.ready('There are no customers to compute KPIs from yet.');
    expect(page.findAll(TableRow).length).toBeGreaterThan(0);
  });

  test('says how old the figures are, and that those of a large portfolio are still to be computed', async () => {
    const page = opened('kpis');
    await page.open();
    await page.ready('Churn rate');
    expect(page.words()).toMatch(/Computed .*(ago|November)/);
    const notYet = opened('kpis', {
      readKpis: () => ({
        ...kpiAnswer(),
        periods: [],
        computedAt: null,
        notes: [{ en: 'Tomorrow there are some.', es: 'Mañana habrá.' }],
      }),
    });
    await notYet.open();
    await notYet.ready('Tomorrow there are some.');
    expect(notYet.words()).toContain('Not computed yet');
  });

  test('in Spanish', async () => {
    const page = opened('kpis', {}, 'es');
    await page.open();
    await page.ready('noviembre de 2026 (en curso)');
    expect(page.words()).toContain('Cómo se calcula');
  });
});
