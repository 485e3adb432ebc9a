import { createRenderer } from '@hubspot/ui-extensions/testing';
import { SourcesTable } from '../../extensions/ui/pages/SourcesTable.tsx';
import { CopyProvider, copyFor } from '../../extensions/ui/texts/copy.ts';
import { type HealthBreakdown } from '../../src/model/breakdown.ts';
import { type SourceHealth } from '../../src/model/portal-actions.ts';
import { NOW, renderCard, wordsOf } from './card.tsx';
import { fixtureCompany } from './fixtures/companies.ts';
import { messageTexts, say } from '../../src/model/messages/message.ts';

const STRIPE: SourceHealth = {
  id: 'stripe',
  title: 'Stripe',
  status: 'ok',
  fetchedAt: '2026-11-20T05:00:00Z',
  accounts: 5,
  matched: 3,
  waiting: 2,
  read: 70_000,
  quarantined: 7,
  problems: [
    { reason: { en: 'amount: expected number', es: 'amount: se esperaba número' }, records: 6 },
    { reason: messageTexts(say('id.too-long', { most: 512 })), records: 1 },
  ],
  credentials: [],
  quality: { access: true, accuracy: 0.9999, currency: 3, impact: 0.234, integration: 0.6 },
};

function wordsOfTable(source: SourceHealth, locale = 'en'): string {
  const renderer = createRenderer('pages');
  renderer.render(
    <CopyProvider value={copyFor(locale, NOW)}>
      <SourcesTable sources={[source]} />
    </CopyProvider>,
  );
  return renderer.getRootNode().toString().replaceAll('\u00a0', ' ');
}

describe('the table of sources', () => {
  test.each([
    [
      'en',
      [
        'Connected',
        'Read 3 hours ago',
        '70,000 records read',
        '60%',
        '3 of 5 accounts matched',
        '23%',
        '99% of the records understood',
        '6: amount: expected number',
        'Correct the records that were set aside (7) in the source. Say whose its open accounts are (2)',
      ],
    ],
    [
      'es',
      [
        'Conectada',
        'Leída hace 3 horas',
        '70.000 registros leídos',
        '60 %',
        '3 de 5 cuentas asignadas',
        '99 % de los registros entendidos',
        '6: amount: se esperaba número',
        '1: id: más de 512 caracteres',
        'Indica de quién son sus cuentas pendientes (2)',
      ],
    ],
  ])('tells the quality, what was set aside and what to do (%s)', (locale, expected) => {
    const words = wordsOfTable(STRIPE, locale).replaceAll(/(\d)\s?%/g, locale === 'es' ? '$1 %' : '$1%');
    for (const each of expected) expect(words).toContain(each);
  });

  test('a source that failed says why, one that was never read says so', () => {
    const failed = wordsOfTable({ ...STRIPE, status: 'error', reason: messageTexts(say('remedy.refused')) });
    expect(failed).toContain('Failing');
    expect(failed).toContain('The request was refused; repeating it will not help. Correct');
    const { fetchedAt: _read, quality: _quality, ...never } = STRIPE;
    expect(wordsOfTable({ ...never, status: 'disconnected' })).toContain('Never read');
  });

  test('without scores and without problems nothing is made up', () => {
    const { quality: _quality, problems: _problems, ...bare } = STRIPE;
    const words = wordsOfTable({ ...bare, quarantined: 0, waiting: 0, accounts: 0, matched: 0 });
    expect(words).toContain('–');
    expect(words).toContain('Nothing');
    expect(words).not.toContain('understood');
    expect(words).not.toContain('accounts');
  });
});

describe('sources on the card', () => {
  function cardWith(change: (breakdown: HealthBreakdown) => HealthBreakdown, locale?: string): string {
    const { breakdown, properties } = fixtureCompany('red', NOW);
    const health = JSON.stringify(change(breakdown));
    const withHealth = { ...properties, health_breakdown: health };
    return wordsOf(renderCard({ properties: withHealth, ...(locale && { locale }) })).replaceAll(
      '\u00a0',
      ' ',
    );
  }

  const damaged = (breakdown: HealthBreakdown): HealthBreakdown => ({
    ...breakdown,
    sources: { stripe: { status: 'ok', fetchedAt: '2026-11-20T05:00:00Z', reason: null, setAside: 12 } },
  });

  test.each([
    ['en', /Stripe: Connected, read 3 hours ago, \d+\s?% of this score, unreadable records: 12/],
    ['es', /Stripe: Conectada, leída hace 3 horas, \d+\s?% de esta puntuación, registros ilegibles: 12/],
  ])('age, weight in this score and unreadable records (%s)', (locale, expected) => {
    expect(cardWith(damaged, locale)).toMatch(expected);
  });

  const basisOf = (accounts: Record<string, string[]>) =>
    ({ accounts }) as unknown as HealthBreakdown['basis'];

  test('a source without an account of the company has no part in its score, the CRM always may', () => {
    const never = { status: 'ok', fetchedAt: null, reason: null } as const;
    const words = cardWith((breakdown) => ({
      ...breakdown,
      sources: { zuora: never, surveys: never, stripe: never, 'hubspot-crm': never },
      basis: basisOf({ stripe: ['cus_1'] }),
    }));
    expect(words).toContain('Zuora: Connected, never read, no account of this company');
    expect(words).toContain('Surveys: Connected, never read, no account of this company');
    expect(words).toMatch(/Stripe: Connected, never read, \d+\s?% of this score/);
    expect(words).toMatch(/HubSpot: Connected, never read, \d+\s?% of this score/);
    expect(words).not.toContain('unreadable');
  });
});
