import {
  Alert,
  Button,
  EmptyState,
  ErrorState,
  Input,
  LoadingButton,
  LoadingSpinner,
  NumberInput,
  SearchInput,
  Select,
  Tab,
  TableRow,
  Tabs,
} from '@hubspot/ui-extensions';
import { createRenderer } from '@hubspot/ui-extensions/testing';
import { jest } from '@jest/globals';
import { HomePage } from '../../extensions/ui/pages/HomePage.tsx';
import { type CallService, ServiceError } from '../../extensions/ui/service/call.ts';
import { SettingsPage } from '../../extensions/ui/settings/SettingsPage.tsx';
import { EVERYTHING, type PortfolioCompany } from '../../src/model/portfolio.ts';
import { portalSettings } from '../../src/model/portal-settings.ts';
import { NOW } from './card.tsx';
import {
  backtestPreview,
  bookOfFive,
  companiesAnswer,
  portfolioAnswer,
  previewAnswer,
  settingsAnswer,
} from './fixtures/portal.ts';

type Answers = Readonly<Record<string, (parameters: object) => unknown>>;

function renderPage(kind: 'home' | 'settings', answers: Answers, locale = 'en') {
  const renderer = createRenderer(kind === 'home' ? 'pages' : 'settings');
  const { context } = renderer.mocks;
  renderer.mocks.useExtensionContext.willCall(() => ({ ...context, user: { ...context.user, locale } }));
  const service = jest.fn<CallService>(async (action, parameters) => {
    const answer = answers[action];
    if (answer === undefined) throw new ServiceError('unreachable', '');
    return answer(parameters);
  });
  const Page = kind === 'home' ? HomePage : SettingsPage;
  renderer.render(<Page clock={() => NOW} service={service} />);
  const words = () => renderer.getRootNode().toString();
  const tab = (id: string) => renderer.find(Tab, { tabId: id });
  return { ...renderer, renderer, service, words, tab };
}

const home = (answers: Answers = {}, locale = 'en') =>
  renderPage(
    'home',
    {
      readPortfolio: () => portfolioAnswer(),
      readCompanies: (parameters) => companiesAnswer(parameters),
      ...answers,
    },
    locale,
  );
const settings = (answers: Answers = {}) =>
  renderPage('settings', { readSettings: () => settingsAnswer(), ...answers });

describe('the home page', () => {
  test('waits, then shows the book in numbers', async () => {
    const page = home();
    expect(page.find(LoadingSpinner).props.label).toBe('Reading the portfolio');
    await page.waitFor(() => expect(page.words()).toContain('At risk (red and orange)'));
    expect(page.words()).toContain('€90,000');
    expect(page.words()).toContain('Last run 1 hour ago');
    expect(page.words()).toContain('Set by hand until 20 December');
  });

  test('a service that does not answer is told, and asked again', async () => {
    let tries = 0;
    const page = home({
      readPortfolio: () => {
        tries += 1;
        if (tries === 1) throw new ServiceError('unreachable', '');
        return portfolioAnswer();
      },
    });
    await page.waitFor(() =>
      expect(page.find(ErrorState).props.title).toBe('The Pulso service does not answer'),
    );
    page.find(Button).trigger('onClick');
    await page.waitFor(() => expect(page.words()).toContain('Customers'));
  });

  test('without customers it says how they come', async () => {
    const page = home({ readPortfolio: () => portfolioAnswer([]) });
    await page.waitFor(() => expect(page.find(EmptyState).props.title).toBe('No customers yet'));
  });

  test('the queue is as long as the team has time, most pressing first, and starts playbooks', async () => {
    const page = home({
      readPortfolio: () => portfolioAnswer(bookOfFive(), 2),
      startPlaybook: () => ({ breakdown: { tasks: [{ status: 'open' }, { status: 'open' }] } }),
    });
    await page.waitFor(() => expect(page.tab('queue').findAll(TableRow)).toHaveLength(3));
    expect(page.tab('queue').toString()).toMatch(/Red Ltd[\s\S]*Orange Ltd/);
    expect(page.tab('queue').toString()).not.toContain('Falling Ltd');
    page.tab('queue').findAll(LoadingButton)[0]?.trigger('onClick');
    await page.waitFor(() => expect(page.tab('queue').toString()).toContain('2 tasks open'));
    expect(page.service).toHaveBeenLastCalledWith('startPlaybook', { companyId: '1' });
  });

  const opened = async (answers: Answers = {}) => {
    const page = home(answers);
    await page.waitFor(() => page.find(Tabs));
    expect(page.service.mock.calls.map(([action]) => action)).toEqual(['readPortfolio']);
    page.find(Tabs).trigger('onSelectedChange', 'portfolio' as never);
    const tab = () => page.tab('portfolio');
    const rows = () => tab().findAll(TableRow).length - 1;
    const choose = (name: string, value: string) =>
      tab()
        .find(Select, { name })
        .trigger('onChange', value as never);
    const shows = (count: number) => page.waitFor(() => expect(rows()).toBe(count));
    return { home: page, page: tab, rows, choose, shows };
  };

  test('the portfolio is narrowed by band, owner, segment, renewal and name, and sorted', async () => {
    const { home: all, page, choose, shows } = await opened();
    await shows(5);
    for (const [name, value, left] of [
      ['band', 'red', 1],
      ['owner', '-', 2],
      ['segment', 'smb', 2],
      ['renewal', '2027-01', 1],
    ] as const) {
      choose(name, value);
      await shows(left);
      choose(name, '');
      await shows(5);
    }
    const type = (text: string) =>
      page()
        .find(SearchInput)
        .trigger('onInput', text as never);
    type('GREEN');
    await shows(1);
    type('nothing like it');
    await all.waitFor(() => expect(page().toString()).toContain('No company fits these filters.'));
    expect(page().toString()).toContain('0 of 5 companies');
    type('');
    await shows(5);
    choose('sort', 'revenue');
    await all.waitFor(() => expect(page().toString()).toMatch(/Green Ltd[\s\S]*Red Ltd/));
  });

  test('a book of 20,000 companies comes page by page, and what is said counts all of them', async () => {
    const [first] = bookOfFive();
    const book = Array.from({ length: 20_000 }, (_, index) => ({
      ...(first as PortfolioCompany),
      companyId: String(index),
      name: `Company ${String(index).padStart(5, '0')}`,
      priority: index,
    }));
    const {
      home: all,
      page,
      rows,
      shows,
    } = await opened({
      readPortfolio: () => portfolioAnswer(book),
      readCompanies: (parameters) => companiesAnswer(parameters, book),
    });
    await shows(25);
    expect(all.words()).toMatch(/At risk \(red and orange\)" number="20,000"/);
    expect(page().toString()).toContain('20,000 of 20,000 companies');
    all.find(Button, (each) => each.text === 'Show more').trigger('onClick');
    await shows(50);
    expect(all.service).toHaveBeenLastCalledWith('readCompanies', { ...EVERYTHING, offset: 25 });
    expect(page().toString()).toMatch(/Company 19999[\s\S]*Company 19950/);
    page()
      .find(SearchInput)
      .trigger('onInput', 'company 00077' as never);
    await shows(1);
    expect([rows(), all.service.mock.calls.length]).toEqual([1, 4]);
    await all.waitFor(() => expect(page().toString()).toContain('1 of 20,000 companies'));
  });

  test('companies that cannot be read are asked for again; those on show stay', async () => {
    let isDown = true;
    const {
      home: all,
      page,
      shows,
      choose,
    } = await opened({
      readCompanies: (parameters) => {
        if (isDown) throw new ServiceError('unreachable', '');
        return companiesAnswer(parameters);
      },
    });
    await all.waitFor(() => expect(page().find(Alert).props.title).toBe('The companies could not be read'));
    isDown = false;
    all.find(Button, (each) => each.text === 'Try again').trigger('onClick');
    await shows(5);
    isDown = true;
    choose('band', 'red');
    await all.waitFor(() => expect(page().find(Alert).props.title).toBe('The companies could not be read'));
    await shows(5);
  });

  test('the answer to an earlier question does not take the place of a later one', async () => {
    const late: (() => void)[] = [];
    const {
      home: all,
      page,
      choose,
      shows,
    } = await opened({
      readCompanies: (parameters) =>
        (parameters as { band: string }).band === 'red'
          ? new Promise((resolve) => late.push(() => resolve(companiesAnswer(parameters))))
          : companiesAnswer(parameters),
    });
    await shows(5);
    choose('band', 'red');
    await all.waitFor(() => expect(late).toHaveLength(1));
    choose('band', 'green');
    await shows(1);
    late[0]?.();
    await shows(1);
    expect(page().toString()).toContain('Green Ltd');
  });

  test('trends, data and unmatched accounts; nothing is confirmed without a choice', async () => {
    const page = home({ confirmAccount: () => ({ confirmed: true }) });
    await page.waitFor(() => expect(page.tab('trends').toString()).toContain('Moves between bands'));
    expect(page.tab('data').toString()).toContain('the key was refused');
    const button = () => page.tab('data').find(Button, (each) => each.text === 'Confirm');
    expect(button().props.disabled).toBe(true);
    page
      .tab('data')
      .find(Select)
      .trigger('onChange', '3' as never);
    button().trigger('onClick');
    await page.waitFor(() =>
      expect(page.service).toHaveBeenCalledWith('confirmAccount', {
        source: 'stripe',
        externalId: 'cus_9',
        companyId: '3',
      }),
    );
  });

  test('an account is tied to a company that was searched for', async () => {
    const page = home({ confirmAccount: () => ({ confirmed: true }) });
    await page.waitFor(() => page.find(Tabs));
    const options = () => page.tab('data').find(Select).props.options;
    expect(options()).toHaveLength(3);
    page
      .tab('data')
      .find(SearchInput)
      .trigger('onInput', 'orange' as never);
    await page.waitFor(() => expect(options()).toHaveLength(4));
    expect(options()).toContainEqual({ value: '2', label: 'Orange Ltd' });
  });

  test('in Spanish', async () => {
    const page = home({}, 'es-mx');
    await page.waitFor(() => expect(page.words()).toContain('En riesgo (rojo y naranja)'));
    expect(page.words()).not.toMatch(/undefined|NaN/);
  });
});

describe('the settings page', () => {
  const product = (page: ReturnType<typeof settings>) => page.find(NumberInput, { name: 'product' });
  const button = (page: ReturnType<typeof settings>, text: string) =>
    page.find(LoadingButton, (each) => each.text === text);
  const ready = (page: ReturnType<typeof settings>) =>
    page.waitFor(() => expect(page.words()).toContain('Nothing is changed yet.'));

  test('a changed weight is previewed, then saved on the version it was made on', async () => {
    const page = settings({ previewSettings: previewAnswer, saveSettings: () => ({ version: 1 }) });
    await ready(page);
    product(page).trigger('onChange', 70 as never);
    button(page, 'Preview').trigger('onClick');
    await page.waitFor(() => expect(page.words()).toContain('What would move'));
    expect(page.words()).toContain('Scored 5 of 5 companies');
    page.find(Input, { name: 'note' }).trigger('onInput', 'usage matters more' as never);
    button(page, 'Save').trigger('onClick');
    await page.waitFor(() => expect(page.service).toHaveBeenCalledWith('saveSettings', expect.anything()));
    const [, parameters] = page.service.mock.calls.find(([action]) => action === 'saveSettings') ?? [];
    expect(parameters).toMatchObject({
      basedOn: 0,
      note: 'usage matters more',
      settings: { model: { dimensions: { product: 0.7, relationship: 0.3, business: 0.3 } } },
    });
  });

  const previewed = async (backtest: object | null, locale = 'en') => {
    const page = renderPage(
      'settings',
      {
        readSettings: () => settingsAnswer(),
        previewSettings: () => ({ ...previewAnswer(), backtest }),
      },
      locale,
    );
    await page.waitFor(() => product(page));
    product(page).trigger('onChange', 70 as never);
    page.find(LoadingButton, ({ text }) => /^(Preview|Vista previa)$/.test(text ?? '')).trigger('onClick');
    await page.waitFor(() => expect(page.words()).toMatch(/Scored 5 of 5|5 de 5/));
    return page.words();
  };

  test('a preview says whether the change would have told better who left', async () => {
    const words = await previewed(backtestPreview());
    expect(words).toMatch(/below green 60 days before[\s\S]*25 of 34[\s\S]*28 of 34/);
    expect(words).toMatch(/3\.2 times the average[\s\S]*not known: too few were red/);
    expect(words).toMatch(/84 of 100 times[\s\S]*87 of 100 times/);
    expect(words).toContain('this is more than chance');
    expect(words).toContain('the same 2,400 past scores of 200 customers.');
    expect(words).not.toContain('fair sample');
    expect(await previewed(backtestPreview(), 'es')).toContain('28 de 34');
  });

  test.each([
    [{ gain: { low: -0.02, high: 0.05 } }, 'may be chance'],
    [{ gain: { low: -0.05, high: -0.01 } }, 'told worse who leaves'],
    [{ whole: false }, 'A fair sample'],
    [
      { missing: 'too-few-lost', lost: 4, before: null, after: null, gain: null },
      'Too few customers have left to judge this change on the past: 4 so far, 10 are needed.',
    ],
    [
      { missing: 'out-of-time', whole: false, lost: 4, before: null, after: null, gain: null },
      'In the time there was, only 4 customers who left could be judged; 10 are needed.',
    ],
    [{ missing: 'other-model', before: null, after: null, gain: null }, 'measured for another model'],
    [{ missing: 'never-scored', before: null, after: null, gain: null }, 'Nothing was scored yet'],
  ] as const)('of the past: %j', async (changes, said) => {
    const words = await previewed(backtestPreview(changes));
    expect(words).toContain(said);
    expect(words).not.toMatch(/undefined|NaN/);
  });

  test('a change that moves no score says nothing of the past', async () => {
    expect(await previewed(null)).not.toContain('Would it have told who left?');
  });

  test('bands out of order cannot be saved', async () => {
    const page = settings();
    await ready(page);
    page.find(NumberInput, { name: 'orange' }).trigger('onChange', 90 as never);
    expect(page.find(Alert).props.title).toBe('Orange must start below yellow, and yellow below green.');
    expect(button(page, 'Save').props.disabled).toBe(true);
  });

  test('a failed save keeps the draft and says why', async () => {
    const page = settings({
      saveSettings: () => {
        throw new ServiceError('input-invalid', 'ana@example.com saved version 1 of the settings meanwhile.');
      },
    });
    await ready(page);
    page.find(NumberInput, { name: 'capacity' }).trigger('onChange', 7 as never);
    button(page, 'Save').trigger('onClick');
    await page.waitFor(() => expect(page.words()).toContain('ana@example.com saved version 1'));
    expect(page.find(NumberInput, { name: 'capacity' }).props.value).toBe(7);
    page.find(Button, (each) => each.text === 'Discard').trigger('onClick');
    expect(page.find(NumberInput, { name: 'capacity' }).props.value).toBe(15);
  });

  test('an older version comes back into the draft', async () => {
    const page = settings({ readSettings: () => settingsAnswer(1) });
    await page.waitFor(() => expect(page.words()).toContain('Saved as version 1'));
    page.find(Button, (each) => each.text === 'Restore').trigger('onClick');
    expect(page.find(NumberInput, { name: 'capacity' }).props.value).toBe(15);
    expect(button(page, 'Save')).toBeDefined();
  });

  test('steps of a playbook are left out and added, and saved with the rest', async () => {
    const page = settings({ saveSettings: () => ({ version: 1 }) });
    await ready(page);
    const press = (text: string) => page.find(Button, (each) => each.text === text).trigger('onClick');
    press('Leave out');
    expect(page.tab('playbooks').toString()).toContain('Left out');
    expect(page.find(Button, (each) => each.text === 'Add a step').props.disabled).toBe(true);
    const write = (name: string, text: string) =>
      page.find(Input, { name }).trigger('onInput', text as never);
    write('stabilise-title-en', 'Send the value report');
    press('Add a step');
    expect(page.tab('playbooks').toString()).toContain('Send the value report');
    write('stabilise-title-en', 'Call');
    write('stabilise-title-es', 'Ll');
    expect(page.find(Button, (each) => each.text === 'Add a step').props.disabled).toBe(true);
    write('stabilise-title-es', 'Llamar');
    press('Add a step');
    button(page, 'Save').trigger('onClick');
    await page.waitFor(() => expect(page.service).toHaveBeenCalledWith('saveSettings', expect.anything()));
    const [, parameters] = page.service.mock.calls.find(([action]) => action === 'saveSettings') ?? [];
    expect(parameters).toMatchObject({
      settings: {
        playbooks: {
          stabilise: {
            removed: ['check-in'],
            added: [
              { title: 'Send the value report', detail: '', owner: 'company-owner', withinDays: 7 },
              { title: { en: 'Call', es: 'Llamar' } },
            ],
          },
        },
      },
    });
    const { settings: sent } = parameters as { settings: unknown };
    expect(portalSettings.safeParse(sent).success).toBe(true);
  });

  test('what HubSpot lacks is looked up, and created on request', async () => {
    const missing = {
      name: 'list Customer health: red',
      problem: { en: 'is missing', es: 'falta' },
      remedy: { en: 'Create it.', es: 'Créela.' },
    };
    const page = settings({
      checkHubSpot: () => ({ created: [], drift: [missing] }),
      createInHubSpot: () => ({ created: ['list Customer health: red'], drift: [] }),
    });
    await ready(page);
    button(page, 'Check').trigger('onClick');
    await page.waitFor(() => expect(page.tab('hubspot').toString()).toContain('is missing'));
    button(page, 'Create what is missing').trigger('onClick');
    await page.waitFor(() =>
      expect(page.tab('hubspot').toString()).toContain('Created: list Customer health: red'),
    );
    expect(page.tab('hubspot').toString()).toContain('Nothing is missing.');
  });

  test('a service that is down is told', async () => {
    const page = renderPage('settings', {});
    await page.waitFor(() => expect(page.find(ErrorState)).toBeDefined());
  });
});
