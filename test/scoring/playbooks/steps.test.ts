import { planSteps } from '../../../src/scoring/playbooks/index.ts';
import { RESULT } from './fixtures.ts';

describe('planSteps', () => {
  test('lists the steps of the band, then the plays with their indicator', () => {
    const steps = planSteps(RESULT, 'en');
    expect(steps.map((step) => [step.id, step.indicator, step.due])).toEqual([
      ['fortnightly-check-in', null, 'within 7 days'],
      ['adoption-session', null, 'within 14 days'],
      ['develop-sponsor', null, 'within 30 days'],
      ['enable-integrations', null, 'within 30 days'],
      ['find-sponsor', 'executive-sponsor', 'within 7 days'],
      ['win-sponsor', 'executive-sponsor', 'within 14 days'],
      ['seat-activation', 'active-user-penetration', 'within 7 days'],
    ]);
  });

  test('says who, in the language asked for', () => {
    const [first] = planSteps({ ...RESULT, band: 'red', alert: 'critical' }, 'es');
    expect(first).toMatchObject({
      title: 'Escalar a dirección',
      owner: 'manager',
      ownerWords: 'superior del responsable',
      dueHours: 0,
      due: 'ahora',
    });
  });

  test('follows the published band where it differs from the raw one', () => {
    const [first] = planSteps(RESULT, 'en', 'orange');
    expect(first).toMatchObject({ id: 'weekly-touch-point', due: 'within 48 hours' });
  });

  test('does not repeat a step that a play already is', () => {
    const plays = [{ id: 'executive-alignment', indicator: 'executive-sponsor' }];
    const steps = planSteps({ ...RESULT, band: 'orange', playbook: { band: 'intervene', plays } }, 'en');
    expect(steps.filter((step) => step.id === 'executive-alignment')).toMatchObject([
      { indicator: 'executive-sponsor' },
    ]);
  });

  test('takes a play once when two indicators call for it', () => {
    const plays = ['support-experience', 'ticket-load'].map((indicator) => ({
      id: 'ticket-topic-call',
      indicator,
    }));
    const steps = planSteps({ ...RESULT, playbook: { band: 'stabilise', plays } }, 'en');
    expect(steps.filter((step) => step.id === 'ticket-topic-call')).toMatchObject([
      { indicator: 'support-experience' },
    ]);
  });

  test('leaves out a play it does not know, and does without any', () => {
    const plays = [{ id: 'send-a-fax', indicator: 'fax-usage' }];
    expect(planSteps({ ...RESULT, playbook: { band: 'stabilise', plays } }, 'en')).toHaveLength(4);
    expect(planSteps({ ...RESULT, playbook: null }, 'en')).toHaveLength(4);
  });

  test('has no step while the band is unknown', () => {
    expect(planSteps({ band: 'unknown', alert: 'unknown', playbook: null }, 'en')).toEqual([]);
    expect(planSteps(RESULT, 'en', 'unknown')).toEqual([]);
  });

  test('a portal leaves shipped steps out and adds its own', () => {
    const own = {
      id: 'own-report',
      title: 'Send the report',
      detail: 'By mail.',
      owner: 'manager',
      withinDays: 2,
    } as const;
    const changes = { stabilise: { removed: ['adoption-session'], added: [own] } };
    const steps = planSteps(RESULT, 'es', 'yellow', changes);
    const ids = steps.map(({ id }) => id);
    expect(ids).toContain('fortnightly-check-in');
    expect(ids).not.toContain('adoption-session');
    expect(steps.find(({ id }) => id === 'own-report')).toMatchObject({
      title: 'Send the report',
      owner: 'manager',
      dueHours: 48,
      indicator: null,
    });
    expect(planSteps(RESULT, 'es', 'orange', changes)).toEqual(planSteps(RESULT, 'es', 'orange'));
  });

  test('own steps speak each language where they have words for it', () => {
    const own = {
      id: 'own-report',
      title: { en: 'Send the report', es: 'Enviar el informe' },
      detail: 'PDF',
      owner: 'manager',
      withinDays: 2,
    } as const;
    const changes = { stabilise: { removed: [], added: [own] } };
    const texts = (['en', 'es'] as const).map((locale) => {
      const step = planSteps(RESULT, locale, 'yellow', changes).find(({ id }) => id === 'own-report');
      return [step?.title, step?.detail];
    });
    expect(texts).toEqual([
      ['Send the report', 'PDF'],
      ['Enviar el informe', 'PDF'],
    ]);
  });
});
