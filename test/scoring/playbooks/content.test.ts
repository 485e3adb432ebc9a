import { LOCALES, PLAYBOOK_BANDS } from '../../../src/model/bands.ts';
import { INDICATORS } from '../../../src/scoring/indicators/index.ts';
import { BAND_PLAYBOOKS, playById, PLAYS } from '../../../src/scoring/playbooks/index.ts';

const TASKS = [...PLAYBOOK_BANDS.map((band) => BAND_PLAYBOOKS[band]), ...PLAYS].flatMap((each) => each.tasks);

describe('playbooks of the bands', () => {
  test.each(PLAYBOOK_BANDS)('%s is filed under its own name', (band) => {
    expect(BAND_PLAYBOOKS[band].band).toBe(band);
  });

  test('have the contacts of S0: monthly, fortnightly, weekly, and daily while red', () => {
    expect(PLAYBOOK_BANDS.map((band) => BAND_PLAYBOOKS[band].cadence.days)).toEqual([30, 14, 7, 1]);
  });

  test('have the steps of S0', () => {
    expect(PLAYBOOK_BANDS.map((band) => BAND_PLAYBOOKS[band].tasks.map((task) => task.id))).toEqual([
      ['monthly-check-in', 'quarterly-review', 'find-expansion', 'case-study'],
      ['fortnightly-check-in', 'adoption-session', 'develop-sponsor', 'enable-integrations'],
      [
        'weekly-touch-point',
        'executive-alignment',
        'value-review',
        'optimise-product',
        'pricing-flexibility',
      ],
      ['escalate-management', 'engage-sponsor', 'assess-account', 'recovery-offer'],
    ]);
  });

  test('red goes to management first', () => {
    expect(BAND_PLAYBOOKS.escalate.tasks[0]).toMatchObject({ owner: 'manager', due: 'response' });
  });
});

describe('plays', () => {
  test('exist for every play an indicator can call for', () => {
    const missing = INDICATORS.flatMap(({ plays }) => plays).filter((id) => playById(id) === undefined);
    expect(missing).toEqual([]);
  });

  test('have unique ids, and no id means no play', () => {
    expect(new Set(PLAYS.map((play) => play.id)).size).toBe(PLAYS.length);
    expect(playById('no-such-play')).toBeUndefined();
  });

  test('that S4 wants fast do not wait for the alert level', () => {
    expect(playById('detractor-call')?.tasks[0].due).toEqual({ withinHours: 24 });
    expect(playById('contraction-contact')?.tasks[0].due).toEqual({ withinHours: 0 });
  });
});

describe.each(LOCALES)('texts in %s', (locale) => {
  test('are short sentences without markup', () => {
    const sentences = [
      ...PLAYS.map((play) => play.trigger[locale]),
      ...TASKS.map((task) => task.body[locale]),
    ];
    for (const sentence of sentences) {
      expect(sentence).toMatch(/^\p{Lu}[^<>&]{10,160}[.?]$/u);
    }
  });

  test('have subjects that fit a line and end without a full stop', () => {
    for (const task of TASKS) expect(task.subject[locale]).toMatch(/^\p{Lu}[^<>&\n]{3,60}[^.]$/u);
  });

  test('differ between plays', () => {
    const subjects = PLAYS.flatMap((play) => play.tasks.map((task) => task.subject[locale]));
    expect(new Set(subjects).size).toBe(subjects.length);
  });
});

test('no text was left in the other language', () => {
  const same = TASKS.filter(({ subject, body }) => subject.en === subject.es || body.en === body.es);
  expect(same).toEqual([]);
});
