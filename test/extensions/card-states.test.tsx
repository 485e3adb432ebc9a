import {
  Alert,
  Button,
  EmptyState,
  ErrorState,
  LineChart,
  LoadingSpinner,
  ScoreCircle,
  Tab,
} from '@hubspot/ui-extensions';
import { jest } from '@jest/globals';
import { fixtureCompany, type Properties } from './fixtures/companies.ts';
import { NOW, renderCard, wordsOf } from './card.tsx';
import { messageTexts, say } from '../../src/model/messages/message.ts';

const HOUR_MS = 3_600_000;

function scored(changes: Properties = {}): Properties {
  return { ...fixtureCompany('yellow', NOW).properties, ...changes };
}

function withBreakdown(
  change: (breakdown: ReturnType<typeof fixtureCompany>['breakdown']) => unknown,
): Properties {
  return scored({ health_breakdown: JSON.stringify(change(fixtureCompany('yellow', NOW).breakdown)) });
}

describe('before there is anything to show', () => {
  test('loading keeps the layout of the three dimensions', () => {
    const card = renderCard({ isLoading: true });
    expect(card.find(LoadingSpinner).props.label).toBe('Reading customer health');
    expect(wordsOf(card)).toContain('Product');
    expect(card.maybeFind(ScoreCircle)).toBeNull();
  });

  test('reading again after a failure is loading, not an empty card', () => {
    const card = renderCard({ isRefetching: true });
    expect(card.find(LoadingSpinner)).toBeDefined();
  });

  test('a failed read says what to do and tries again', () => {
    const refetch = jest.fn(async () => undefined);
    const card = renderCard({ error: new Error('Failed to fetch CRM properties: 500'), refetch });
    expect(card.find(ErrorState).props).toMatchObject({
      title: 'Customer health could not be read',
      type: 'error',
    });
    card.find(Button).trigger('onClick');
    expect(refetch).toHaveBeenCalledTimes(1);
  });

  test.each(['User does not have permission', '403 Forbidden', 'Unauthorized'])(
    '%s: no permission',
    (message) => {
      const card = renderCard({ error: new Error(message) });
      expect(card.find(ErrorState).props).toMatchObject({
        title: 'You may not see customer health',
        type: 'lock',
      });
    },
  );

  test('a failed refresh keeps what was read before', () => {
    const card = renderCard({ properties: scored(), error: new Error('500') });
    expect(card.maybeFind(ErrorState)).toBeNull();
    expect(card.find(ScoreCircle)).toBeDefined();
  });

  test.each(['lead', 'other', '', null])('lifecycle stage %s is no customer yet', (stage) => {
    const card = renderCard({ properties: { lifecyclestage: stage } });
    expect(card.find(EmptyState).props.title).toBe('Not a customer yet');
    expect(wordsOf(card)).toContain('Health is scored once the lifecycle stage is Customer.');
  });

  test.each(['customer', '48213377'])('lifecycle stage %s without a score: never scored', (stage) => {
    const card = renderCard({ properties: { lifecyclestage: stage } });
    expect(card.find(EmptyState).props.title).toBe('No score yet');
    expect(wordsOf(card)).toContain('The next run reads the connected sources');
  });
});

describe('a score with something to say about it', () => {
  const titles = (properties: Properties) =>
    renderCard({ properties })
      .findAll(Alert)
      .map((alert) => alert.props.title);

  test('a fresh score with working sources needs no notice', () => {
    expect(titles(scored())).toEqual([]);
  });

  test('stale only after 48 hours', () => {
    const at = (hours: number) => scored({ health_scored_at: new Date(NOW - hours * HOUR_MS).toISOString() });
    expect(titles(at(48))).toEqual([]);
    expect(titles(at(49))).toEqual(['This score is old']);
  });

  test('milliseconds count like ISO text', () => {
    expect(titles(scored({ health_scored_at: String(NOW - 49 * HOUR_MS) }))).toEqual(['This score is old']);
  });

  test('a disconnected source is named, with since when and why', () => {
    const sources = {
      stripe: { status: 'disconnected', fetchedAt: '2026-11-02T04:00:00Z', reason: 'The key was revoked.' },
    };
    const card = renderCard({ properties: withBreakdown((breakdown) => ({ ...breakdown, sources })) });
    expect(card.find(Alert).props.title).toBe('Stripe is disconnected since 2 November');
    expect(wordsOf(card)).toContain('The key was revoked.');
  });

  test.each([
    [
      'en',
      'Stripe does not deliver since 2 November',
      'The request was refused; repeating it will not help.',
    ],
    [
      'es',
      'Stripe no entrega datos desde el 2 de noviembre',
      'La petición fue rechazada; repetirla no servirá.',
    ],
  ])('a failing source says why in the language of the reader (%s)', (locale, title, why) => {
    const reason = messageTexts(say('remedy.refused'));
    const sources = { stripe: { status: 'error', fetchedAt: '2026-11-02T04:00:00Z', reason } };
    const properties = withBreakdown((breakdown) => ({ ...breakdown, sources }));
    const card = renderCard({ properties, locale });
    expect(card.find(Alert).props.title).toBe(title);
    expect(wordsOf(card)).toContain(why);
  });

  test('a late source is no alarm', () => {
    const sources = { stripe: { status: 'stale', fetchedAt: '2026-11-02T04:00:00Z', reason: null } };
    expect(titles(withBreakdown((breakdown) => ({ ...breakdown, sources })))).toEqual([]);
  });

  test('not enough data: provisional, with what to connect, and no advice to act', () => {
    const card = renderCard({ properties: fixtureCompany('provisional', NOW).properties });
    expect(card.find(Alert).props.title).toBe('Not enough data for a firm score');
    expect(wordsOf(card)).toContain('9\u00a0% of the model has data (16 of 18 unknown)');
    expect(wordsOf(card)).not.toContain('Standard cadence');
  });

  test('nothing scored is unknown, never a zero', () => {
    const card = renderCard({ properties: fixtureCompany('unknown', NOW).properties });
    expect(card.maybeFind(ScoreCircle)).toBeNull();
    expect(card.find(Alert).props).toMatchObject({ title: 'Nothing could be scored', variant: 'info' });
    expect(wordsOf(card)).not.toContain('Nothing costs');
  });

  test.each([
    [undefined, '2026-11-02', 'No longer a customer', 'The last contract ended on 2 November.'],
    ['es', '2026-11-02', 'Ya no es cliente', 'El último contrato terminó el 2 de noviembre.'],
    [undefined, null, 'No longer a customer', 'Only customers are scored; the history stays.'],
  ])(
    'a former customer, in %s, lost on %s: that it is none, and the history',
    (locale, customerUntil, title, text) => {
      const { breakdown, properties } = fixtureCompany('unknown', NOW);
      const history = fixtureCompany('red', NOW).breakdown.history;
      const health_breakdown = JSON.stringify({ ...breakdown, customerUntil, history });
      const card = renderCard({ properties: { ...properties, health_breakdown }, ...(locale && { locale }) });
      expect(card.find(Alert).props).toMatchObject({ title, variant: 'info' });
      expect(wordsOf(card)).toContain(text);
      expect(wordsOf(card)).not.toMatch(
        /connect a source|conecta una fuente|Not enough data|What is missing/,
      );
      expect(card.maybeFind(LineChart)).not.toBeNull();
    },
  );

  test.each([
    ['cut off', '{"v":1,"asOf":"2026-11'],
    ['not JSON', 'hello'],
    ['another version', '{"v":2}'],
    [
      'a date that does not parse',
      JSON.stringify({ ...fixtureCompany('yellow', NOW).breakdown, asOf: 'soon' }),
    ],
  ])('a breakdown that is %s still shows the plain properties', (_, breakdown) => {
    const card = renderCard({ properties: scored({ health_breakdown: breakdown }) });
    expect(card.find(Alert).props.title).toBe('The details cannot be read');
    expect(card.find(ScoreCircle).props.score).toBe(74);
    expect(wordsOf(card)).toContain('79 of 100');
    expect(wordsOf(card)).toContain('Goals attained: 75 % of the plan');
    expect(card.findAll(Tab)).toHaveLength(5);
  });

  test('without a breakdown there is nothing broken to report', () => {
    expect(titles(scored({ health_breakdown: null }))).toEqual([]);
  });

  test('numbers nobody should have written are left out', () => {
    const card = renderCard({
      properties: scored({ health_score: 'NaN', health_delta_30d: 'x', health_breakdown: null }),
    });
    expect(card.maybeFind(ScoreCircle)).toBeNull();
    expect(wordsOf(card)).not.toMatch(/NaN|undefined/);
  });
});
