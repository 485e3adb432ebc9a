import { type PlannedTask } from '../../../src/model/health-view.ts';
import { plan, type PlanInput } from '../../../src/scoring/playbooks/index.ts';
import { INPUT, RESULT, withResult } from './fixtures.ts';

function taskOf(input: PlanInput): PlannedTask {
  const planned = plan(input);
  if ('skipped' in planned) throw new Error(`skipped: ${planned.skipped}`);
  return planned.task;
}

describe('plan', () => {
  test('makes the one task of a band change', () => {
    expect(taskOf(INPUT)).toMatchObject({
      key: '4242:501:green>yellow@2026-11-01',
      companyId: '501',
      subject: 'Stabilise Acme: green → yellow, score 72',
      dueAt: '2026-11-09T00:00:00.000Z',
      priority: 'MEDIUM',
      ownerId: '77',
    });
  });

  test('puts what happened, the reasons, the steps and the plays into the body', () => {
    const { body } = taskOf(INPUT);
    const expected = [
      '<p>Acme: green → yellow since 1 November, score 72 (−9 in 30 days).</p>',
      '<p>Warning: reach out within 7 days. Contact: fortnightly.</p>',
      '<li>Executive sponsor: the sponsor left (−7 points)</li>',
      '<li>Seats in use: 8 of 20 seats (−5 points)</li>',
      '<strong>Run an adoption session</strong> (company owner, within 14 days)',
      '<strong>Run a seat activation session</strong> (company owner, within 7 days)',
      '<p>Model three-dimension v3, as of 1 November</p>',
    ];
    let position = -1;
    for (const part of expected) {
      const found = body.indexOf(part);
      expect([part, found > position]).toEqual([part, true]);
      position = found;
    }
  });

  test('speaks Spanish', () => {
    const { subject, body } = taskOf({ ...INPUT, locale: 'es' });
    expect(subject).toBe('Estabilizar Acme: verde → amarillo, puntuación 72');
    expect(body).toContain('<li>Asientos en uso: 8 de 20 asientos (−5 puntos)</li>');
    expect(body).not.toMatch(/\b(the|score|within|company owner)\b/);
  });

  test('names caps and early warnings among the reasons', () => {
    const caps = [{ id: 'sponsor-lost', limit: 79, reason: 'the executive sponsor left' }];
    const facts = { caps, signals: ['rapid-decline' as const], delta30d: -24 };
    const { body } = taskOf(withResult({ ...facts, score: 79, rawScore: 85 }));
    expect(body).toContain('uses the product: score held at 79 or below</li>');
    expect(taskOf(withResult(facts)).body).toContain('no longer uses the product</li>');
    expect(body).toContain('<li>Score fell 24 points in 30 days</li>');
  });

  test.each([
    ['red', 'critical', '2026-11-02T00:00:00.000Z', 'HIGH', '12'],
    ['orange', 'at-risk', '2026-11-04T00:00:00.000Z', 'HIGH', '77'],
    ['yellow', 'healthy', '2026-11-16T00:00:00.000Z', 'LOW', '77'],
    ['green', 'healthy', '2026-12-02T00:00:00.000Z', 'LOW', '77'],
  ] as const)('%s and %s: due %s, %s, for %s', (to, alert, dueAt, priority, ownerId) => {
    const change = { ...INPUT.change, from: to === 'green' ? 'red' : 'green', to } as const;
    expect(taskOf({ ...withResult({ alert }), change })).toMatchObject({ dueAt, priority, ownerId });
  });

  test('is due sooner when a play must not wait', () => {
    const plays = [{ id: 'detractor-call', indicator: 'survey-satisfaction' }];
    const input = withResult({ playbook: { band: 'stabilise', plays } });
    expect(taskOf(input).dueAt).toBe('2026-11-03T00:00:00.000Z');
  });

  test('a later step of a play does not hasten the task', () => {
    const change = { ...INPUT.change, from: 'yellow', to: 'green' } as const;
    const { body, dueAt } = taskOf({ ...withResult({ alert: 'healthy' }), change });
    expect(body).toContain('<strong>Win the new sponsor</strong> (company owner, within 14 days)');
    expect(dueAt).toBe('2026-12-02T00:00:00.000Z');
  });

  test('counts response times from an instant when given one', () => {
    const input = { ...INPUT, asOf: '2026-11-01T10:30:00Z' };
    expect(taskOf(input).dueAt).toBe('2026-11-08T10:30:00.000Z');
  });

  test('has the same key however often and whenever it is planned', () => {
    const later = {
      ...INPUT,
      asOf: '2026-11-05',
      change: { ...INPUT.change, changedAt: '2026-11-01T04:00:00Z' },
    };
    expect(taskOf(later).key).toBe(taskOf(INPUT).key);
  });

  test('has another key for another portal, company, direction or day', () => {
    const keys = [
      INPUT,
      { ...INPUT, portalId: 1 },
      { ...INPUT, company: { ...INPUT.company, companyId: '502' } },
      { ...INPUT, change: { ...INPUT.change, from: 'orange' as const } },
      { ...INPUT, change: { ...INPUT.change, changedAt: '2026-11-02' } },
    ].map((input) => taskOf(input).key);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('takes the owner when a critical company has no manager, and nobody when it has neither', () => {
    const critical = withResult({ alert: 'critical', band: 'red' });
    const company = { ...INPUT.company, managerId: null };
    expect(taskOf({ ...critical, company }).ownerId).toBe('77');
    expect(taskOf({ ...critical, company: { ...company, ownerId: null } }).ownerId).toBeNull();
  });

  test('warns at once of a first score that is low', () => {
    const change = { from: 'unknown', to: 'red', changedAt: '2026-11-01' } as const;
    expect(taskOf({ ...withResult({ alert: 'critical' }), change }).subject).toBe(
      'Escalate Acme: red, score 72',
    );
  });
});

describe('plan with hostile or missing data', () => {
  test('escapes a name that is HTML and keeps the subject on one line', () => {
    const name = '<img src=x onerror=alert(1)>\r\nBcc: all';
    const task = taskOf({ ...INPUT, company: { ...INPUT.company, name } });
    expect(task.body).toContain('&lt;img src=x onerror=alert(1)&gt; Bcc: all');
    expect(task.body).not.toContain('<img');
    expect(task.subject).not.toMatch(/[\r\n]/);
  });

  test('escapes what sources can put into reasons', () => {
    const caps = [{ id: 'custom', limit: 50, reason: '<script>alert(1)</script>' }];
    const indicators = [
      { ...RESULT.indicators[0], id: '<b>bold', weight: 1, score: 0 },
    ] as typeof RESULT.indicators;
    const { body } = taskOf(withResult({ caps, indicators }));
    expect(body).not.toMatch(/<script|<b>/);
  });

  test('uses only tags that a HubSpot task keeps, all closed', () => {
    const { body } = taskOf(INPUT);
    const tags = [...body.matchAll(/<(\/?)([a-z]+)[^>]*>/g)].map(([, close, name]) => [name, close === '/']);
    expect(new Set(tags.map(([name]) => name))).toEqual(new Set(['p', 'strong', 'ul', 'ol', 'li']));
    for (const name of ['p', 'strong', 'ul', 'ol', 'li']) {
      const own = tags.filter(([tag]) => tag === name);
      expect(own.filter(([, closes]) => closes)).toHaveLength(own.length / 2);
    }
  });

  test('cuts a name without end and stays far below the limit of the task body', () => {
    const task = taskOf({ ...INPUT, company: { ...INPUT.company, name: 'A'.repeat(100_000) } });
    expect(task.subject.length).toBeLessThan(200);
    expect(task.body.length).toBeLessThan(10_000);
  });

  test.each([null, '', ' \n '])('calls a company named %j by its id', (name) => {
    const task = taskOf({ ...INPUT, company: { ...INPUT.company, name } });
    expect(task.subject).toBe('Stabilise Company 501: green → yellow, score 72');
  });

  test('leaves out the reasons and plays it does not have', () => {
    const { body } = taskOf(withResult({ indicators: [], playbook: null, delta30d: null }));
    expect(body).not.toMatch(/Why|For these reasons|\d in 30 days/);
  });
});

describe('plan skips', () => {
  test.each([
    ['a change to unknown', { ...INPUT, change: { ...INPUT.change, to: 'unknown' } }, 'not-enough-data'],
    ['a provisional score', withResult({ provisional: true }), 'not-enough-data'],
    ['a missing score', withResult({ score: null, band: 'unknown', alert: 'unknown' }), 'not-enough-data'],
    ['a band that stayed', { ...INPUT, change: { ...INPUT.change, to: 'green' } }, 'same-band'],
    ['a good first score', { ...INPUT, change: { ...INPUT.change, from: 'unknown' } }, 'first-score'],
  ] as const)('%s', (_name, input, reason) => {
    expect(plan(input)).toEqual({ skipped: reason });
  });
});
