import {
  Icon,
  LineChart,
  ProgressBar,
  ScoreCircle,
  StatusTag,
  Tab,
  TableRow,
  Tag,
} from '@hubspot/ui-extensions';
import { messageTexts, say } from '../../src/model/messages/message.ts';
import { breakdownWords } from '../../src/scoring/words/breakdown-words.ts';
import { resolveModel } from '../../src/scoring/index.ts';
import { type CustomerKind, CUSTOMER_KINDS, fixtureCompany } from './fixtures/companies.ts';
import { NOW, renderCard, wordsOf } from './card.tsx';

function card(kind: CustomerKind, locale = 'en') {
  return renderCard({ properties: fixtureCompany(kind, NOW).properties, locale });
}

describe('the answer in five seconds', () => {
  test('score, band in words, direction, what to do', () => {
    const red = card('red');
    expect(red.find(ScoreCircle).props.score).toBe(29);
    expect(red.find(StatusTag).text).toBe('Red');
    for (const words of ['Needs escalation', '▼ Down 22 since 21 October', 'Escalate to management now']) {
      expect(wordsOf(red)).toContain(words);
    }
  });

  test('the score is rounded down, so that it never looks like the next band', () => {
    const properties = { ...fixtureCompany('yellow', NOW).properties, health_score: '79.9' };
    expect(renderCard({ properties }).find(ScoreCircle).props.score).toBe(79);
  });

  test('the reasons of the change add up to it', () => {
    const points = card('red')
      .findAll(Tag)
      .map((tag) => Number(/([+−]\d+)$/.exec(tag.text ?? '')?.[1]?.replace('−', '-')));
    expect(points.reduce((sum, value) => sum + value, 0)).toBe(-22);
  });

  test('early warnings come with an icon and a sentence', () => {
    const red = card('red');
    expect(red.findAll(Icon, { name: 'warning' })).toHaveLength(3);
    expect(wordsOf(red)).toContain('Score fell 22 points in 30 days');
  });

  test('dimensions that disagree are named under every model', () => {
    const { properties, breakdown } = fixtureCompany('red', NOW);
    const held = {
      ...properties,
      health_signals: 'dimension-disagreement',
      health_product_score: '',
      health_relationship_score: '',
      health_business_score: '',
    };
    const ofModel = (id: string, score: number) => ({ ...breakdown.result.dimensions[0]!, id, score });
    const dimensions = [ofModel('adoption', 88), ofModel('support', 21)];
    const health = { ...breakdown, result: { ...breakdown.result, dimensions } };
    const shown = { ...held, health_breakdown: JSON.stringify(health) };
    expect(wordsOf(renderCard({ properties: shown }))).toContain('Adoption and support disagree (88 / 21)');
    const plain = wordsOf(renderCard({ properties: { ...held, health_breakdown: null } }));
    expect(plain).toContain('Parts of the score disagree');
    expect(plain).not.toContain('()');
  });

  test('a dimension shows score, weight and change in words beside its bar', () => {
    const yellow = card('yellow');
    expect(yellow.findAll(ProgressBar).map((bar) => bar.props.valueDescription)).toEqual([
      '79 of 100',
      '74 of 100',
      '70 of 100',
    ]);
    expect(wordsOf(yellow)).toContain('▼ down 7 · 30\u00a0% of the score');
  });
});

describe('the tabs', () => {
  const tab = (kind: CustomerKind, id: string, locale?: string) =>
    card(kind, locale).find(Tab, { tabId: id });

  test('every indicator has its row; what is unknown says what it needs', () => {
    const indicators = tab('red', 'indicators');
    expect(indicators.findAll(TableRow)).toHaveLength(18 + 3);
    expect(indicators.toString()).toContain('Needs expansion conversations on record');
    expect(indicators.toString()).toContain('Stripe, 37 minutes ago');
  });

  test('an indicator names the sources that know the company, and only those', () => {
    const { properties, breakdown } = fixtureCompany('red', NOW);
    const told = (accounts: Record<string, string[]>) => {
      const health = { ...breakdown, basis: { ...breakdown.basis, accounts } };
      const held = { ...properties, health_breakdown: JSON.stringify(health) };
      return renderCard({ properties: held }).find(Tab, { tabId: 'indicators' }).toString();
    };
    expect(told({ stripe: ['cus_1'] })).toContain('Stripe, 37 minutes ago');
    expect(told({ stripe: ['cus_1'] })).not.toContain('Amplitude,');
    expect(told({})).not.toContain('Stripe,');
    expect(told({})).toContain('no account of this company');
  });

  test('points given add up to the score before limits', () => {
    const given = tab('green', 'indicators')
      .toString()
      .matchAll(/([\d.]+)\u00a0of\u00a0([\d.]+)/g);
    const sum = [...given].reduce((total, [, points]) => total + Number(points), 0);
    expect(Math.abs(sum - (fixtureCompany('green', NOW).breakdown.result.rawScore ?? 0))).toBeLessThan(0.9);
  });

  test('history has a line, its bands and the same in words', () => {
    const history = tab('yellow', 'history');
    const { axes, data } = history.find(LineChart).props;
    const lines = new Set((data as { line: string }[]).map(({ line }) => line));
    expect([...lines]).toEqual(['Score', 'Orange from 40', 'Yellow from 60', 'Green from 80']);
    expect(axes.options?.groupFieldByColor).toBe('line');
    expect(history.toString()).toMatch(/Between [\d.]+ \(.+\) and [\d.]+ \(.+\) since .+; now 74\.4\./);
    expect(history.findAll(TableRow)).toHaveLength(53 + 1);
  });

  test('no line from a single score', () => {
    const history = tab('unknown', 'history');
    expect(history.maybeFind(LineChart)).toBeNull();
    expect(history.toString()).toContain('The line starts with the second score.');
  });

  test('people at risk are named', () => {
    const people = tab('red', 'people').toString();
    expect(people).toContain('Executive sponsor');
    expect(people).toContain('At risk');
  });

  test('the playbook is the one of the band that people see', () => {
    const { breakdown, properties } = fixtureCompany('red', NOW);
    const words = breakdownWords({
      result: breakdown.result,
      model: resolveModel({}),
      band: 'orange',
      feeds: new Map(),
    });
    const health_breakdown = JSON.stringify({ ...breakdown, words });
    const shown = renderCard({ properties: { ...properties, health_band: 'orange', health_breakdown } });
    expect(shown.find(Tab, { tabId: 'playbook' }).toString()).toContain('Intervene');
    expect(tab('red', 'playbook').toString()).toContain('Escalate to management');
    expect(tab('unknown', 'playbook').toString()).toContain('There is no playbook without a score.');
  });
});

describe('why an indicator has no score, in the language of the reader', () => {
  const FAILED = messageTexts(say('remedy.refused'));
  const { properties, breakdown } = fixtureCompany('red', NOW);
  const id = 'payment-behaviour';

  function told(state: 'error' | 'not-applicable', locale: string, stripe: object = {}): string {
    const indicators = breakdown.result.indicators.map((each) =>
      each.id === id ? { ...each, state, score: null, reason: 'a reason for machines' } : each,
    );
    const sources = { ...breakdown.sources, stripe: { ...breakdown.sources['stripe'], ...stripe } };
    const health = { ...breakdown, sources, result: { ...breakdown.result, indicators } };
    const held = { ...properties, health_breakdown: JSON.stringify(health) };
    const tab = renderCard({ properties: held, locale }).find(Tab, { tabId: 'indicators' });
    expect(tab.toString()).not.toContain('a reason for machines');
    return tab.toString();
  }

  test.each(['en', 'es'] as const)('%s', (locale) => {
    expect(told('error', locale, { status: 'error', reason: FAILED })).toContain(FAILED[locale]);
  });

  test('a source that fails without a reason is named', () => {
    const stripe = { status: 'error', reason: null };
    expect(told('error', 'en', stripe)).toContain('Stripe does not deliver');
    expect(told('error', 'es', stripe)).toContain('Stripe no entrega datos');
  });

  test('no source failed, or the segment leaves the indicator out', () => {
    expect(told('error', 'en')).toContain('It could not be computed');
    expect(told('error', 'es')).toContain('No se pudo calcular');
    expect(told('not-applicable', 'en')).toContain('The segment does not use it');
    expect(told('not-applicable', 'es')).toContain('El segmento no lo usa');
  });
});

describe('languages', () => {
  test.each(['es', 'es-ES', 'es_mx'])('%s is Spanish', (locale) => {
    const words = wordsOf(card('red', locale));
    for (const expected of [
      'Rojo',
      'Baja 22 desde el 21 de octubre',
      'Por qué cambió',
      'Escalar a dirección',
    ]) {
      expect(words).toContain(expected);
    }
  });

  test.each(['fr', 'esperanto', ''])('%s falls back to English', (locale) => {
    expect(wordsOf(card('red', locale))).toContain('Needs escalation');
  });

  test.each(CUSTOMER_KINDS)('%s in Spanish keeps no English phrase', (kind) => {
    expect(wordsOf(card(kind, 'es'))).not.toMatch(/\b(since|of the|ago|points|needs|no data|read)\b/i);
  });
});

test.each(CUSTOMER_KINDS)('%s draws HubSpot components only and nothing undefined', (kind) => {
  // HubSpot's renderer throws on HTML elements.
  const words = wordsOf(card(kind));
  expect(words).not.toMatch(/undefined|NaN|\[object/);
});
