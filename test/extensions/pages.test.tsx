import {
  Alert,
  Button,
  EmptyState,
  ErrorState,
  LoadingButton,
  LoadingSpinner,
  SearchInput,
  Select,
  TableRow,
  Tabs,
} from '@hubspot/ui-extensions';
import { ServiceError } from '../../extensions/ui/service/call.ts';
import { EVERYTHING, type PortfolioCompany } from '../../src/model/portfolio.ts';
import { bookOfFive, companiesAnswer, portfolioAnswer } from './fixtures/portal.ts';
import { type Answers, renderPage } from './page.tsx';

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

  test('a start that failed says so and can be tried again', async () => {
    let tries = 0;
    const page = home({
      readPortfolio: () => portfolioAnswer(bookOfFive(), 1),
      startPlaybook: () => {
        tries += 1;
        if (tries === 1) throw new ServiceError('upstream-rejected', 'Too many requests; wait a minute.');
        return { breakdown: { tasks: [{ status: 'open' }] } };
      },
    });
    await page.waitFor(() => expect(page.tab('queue').findAll(TableRow)).toHaveLength(2));
    expect(page.tab('queue').toString()).toContain('The account that needs the team most');
    page.tab('queue').find(LoadingButton).trigger('onClick');
    await page.waitFor(() =>
      expect(page.tab('queue').find(Alert).toString()).toContain('Too many requests; wait a minute.'),
    );
    page
      .tab('queue')
      .find(Button, (each) => each.text === 'Try again')
      .trigger('onClick');
    await page.waitFor(() => expect(page.tab('queue').toString()).toContain('1 task open'));
    expect(page.service.mock.calls.filter(([action]) => action === 'startPlaybook')).toEqual([
      ['startPlaybook', { companyId: '1' }],
      ['startPlaybook', { companyId: '1' }],
    ]);
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
    expect(page.tab('data').toString()).toContain('Stripe: not read to the end');
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

  test('a confirmed account leaves people where they are while the page is read again', async () => {
    let answered = 0;
    const page = home({
      confirmAccount: () => ({ confirmed: true }),
      readPortfolio: () => ((answered += 1) === 1 ? portfolioAnswer() : new Promise(() => undefined)),
    });
    await page.waitFor(() => page.find(Tabs));
    page
      .tab('data')
      .find(Select)
      .trigger('onChange', '3' as never);
    page
      .tab('data')
      .find(Button, (each) => each.text === 'Confirm')
      .trigger('onClick');
    await page.waitFor(() => expect(answered).toBe(2));
    expect(page.tab('data').toString()).toContain('Accounts without a company');
    expect(page.findAll(LoadingSpinner)).toEqual([]);
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

  test('what was found for a search that was cleared meanwhile is no choice', async () => {
    const late: (() => void)[] = [];
    const page = home({
      readCompanies: (parameters) =>
        new Promise((resolve) => late.push(() => resolve(companiesAnswer(parameters)))),
    });
    await page.waitFor(() => page.find(Tabs));
    const type = (text: string) =>
      page
        .tab('data')
        .find(SearchInput)
        .trigger('onInput', text as never);
    type('orange');
    await page.waitFor(() => expect(late).toHaveLength(1));
    type('');
    late[0]?.();
    await new Promise((resolve) => setTimeout(resolve));
    expect(page.tab('data').find(Select).props.options).toHaveLength(3);
  });

  test('in Spanish', async () => {
    const page = home({}, 'es-mx');
    await page.waitFor(() => expect(page.words()).toContain('En riesgo (rojo y naranja)'));
    expect(page.words()).not.toMatch(/undefined|NaN/);
  });
});
