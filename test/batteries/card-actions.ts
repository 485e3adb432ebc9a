import { type CardAnswer } from '../../src/model/card-actions.ts';
import { addDays } from '../../src/model/day.ts';

/** How a build reaches the service: a function of the app, or a signed request. */
export type Call = (action: string, parameters: object) => Promise<unknown>;

export interface ActionsUnderTest {
  readonly call: Call;
  /** A scored company with a plan; each test of the battery may change it. */
  readonly companyId: string;
  /** UTC day the service believes in. */
  readonly today: string;
  /** Subjects of the tasks the portal has for the company. */
  readonly tasks: () => Promise<string[]>;
  /** The company's properties in the portal. */
  readonly properties: () => Promise<Record<string, string | null>>;
}

let request = 0;
const requestId = () => `battery-request-${(request += 1)}`;

/** What every way to the actions must do, by the contract in `src/model/card-actions.ts`. */
export function cardActionsBattery(name: string, setUp: () => ActionsUnderTest): void {
  describe(`card actions through ${name}`, () => {
    const act = async (action: string, parameters: object = {}) => {
      const { call, companyId } = setUp();
      return (await call(action, { companyId, ...parameters })) as CardAnswer & {
        error?: { code: string; message: string };
      };
    };

    test('getHealth gives the published health with its words', async () => {
      const health = await act('getHealth');
      expect(health).toMatchObject({ companyId: setUp().companyId, score: expect.any(Number) as number });
      expect(health.breakdown?.words?.plan?.steps.length).toBeGreaterThan(0);
    });

    test('a pulse is stored once however often it is sent, and shown with author and expiry', async () => {
      const pulse = { requestId: requestId(), score: 2, reason: 'The new manager compares offers.' };
      await act('logPulse', pulse);
      const again = await act('logPulse', { ...pulse, score: 5 });
      expect(again.breakdown?.pulse).toMatchObject({
        score: 2,
        reason: pulse.reason,
        author: 'ana@example.com',
        expiresAt: addDays(setUp().today, 90),
      });
      expect(again.breakdown?.markers?.filter(({ kind }) => kind === 'pulse')).toHaveLength(1);
    });

    test('an override is shown with the computed band beside it, written to HubSpot, and ends on request', async () => {
      const before = await act('getHealth');
      const band = before.band === 'red' ? 'green' : 'red';
      const override = {
        requestId: requestId(),
        band,
        reason: 'The contract is signed.',
        expiresAt: addDays(setUp().today, 30),
      };
      const shown = await act('setOverride', override);
      expect(shown).toMatchObject({ band, breakdown: { computedBand: before.breakdown?.computedBand } });
      expect(shown.breakdown?.override).toMatchObject({ active: true, author: 'ana@example.com' });
      expect((await setUp().properties())['health_band']).toBe(band);
      const recalculated = await act('refreshHealth');
      expect(recalculated.breakdown?.override).toMatchObject({ active: true, band });
      const ended = await act('setOverride', { requestId: requestId(), band: null, reason: 'no longer' });
      expect(ended.band).toBe(before.band);
      expect(ended.breakdown?.override).toMatchObject({ active: false, reason: 'The contract is signed.' });
    });

    test('the playbook makes one task a step, also when it is started twice at the same moment', async () => {
      const { breakdown } = await act('getHealth');
      const steps = breakdown?.words?.plan?.steps ?? [];
      const known = (await setUp().tasks()).length;
      const answers = await Promise.all([act('startPlaybook'), act('startPlaybook')]);
      expect(answers.map(({ error }) => error)).toEqual([undefined, undefined]);
      await act('startPlaybook');
      expect(await setUp().tasks()).toHaveLength(known + steps.length);
      const after = await act('getHealth');
      expect(after.breakdown?.tasks?.map(({ stepId }) => stepId).sort()).toEqual(
        steps.map(({ id }) => id).sort(),
      );
    });

    test('recalculating reads, scores, writes and answers with the new health', async () => {
      const health = await act('refreshHealth');
      expect(health.error).toBeUndefined();
      expect(health.done?.incomplete).toBeDefined();
      const properties = await setUp().properties();
      expect(properties['health_scored_at']).not.toBeNull();
      expect(Number(properties['health_score'])).toBeCloseTo(health.score ?? 0, 1);
    });

    test.each([
      ['getHealth', { companyId: '999999999' }, 'not-found'],
      ['refreshHealth', { companyId: '999999999' }, 'not-found'],
      ['getHealth', { companyId: '../1' }, 'input-invalid'],
      ['logPulse', { requestId: 'r-12345678', score: 9, reason: 'because' }, 'input-invalid'],
      ['logPulse', { requestId: 'r-12345678', score: 3, reason: ' ' }, 'input-invalid'],
      ['setOverride', { requestId: 'r-12345679', band: 'green', reason: 'because' }, 'input-invalid'],
      [
        'setOverride',
        { requestId: 'r-12345680', band: 'green', reason: 'because', expiresAt: '2999-01-01' },
        'input-invalid',
      ],
      ['startPlaybook', { steps: ['no-such-step'] }, 'input-invalid'],
    ])('%s with %j is refused with a code', async (action, parameters, code) => {
      expect((await act(action, parameters)).error?.code).toBe(code);
    });
  });
}
