import { proofView } from '../../../src/model/proof.ts';
import { runAction } from '../../../src/pipeline/actions/index.ts';
import { checkPortal, checkWhenDue } from '../../../src/pipeline/proof/check.ts';
import { chancesFor } from '../../../src/pipeline/proof/chances.ts';
import { portalModel, withPortalSettings } from '../../../src/pipeline/portal-settings.ts';
import { type SettingsPreview } from '../../../src/model/portal-actions.ts';
import { type ProofAnswer, type ProofView } from '../../../src/model/proof.ts';
import { type ScoreResult } from '../../../src/model/result.ts';
import { scorePortal } from '../../../src/pipeline/score.ts';
import { loadAudit } from '../../../src/store/audit.ts';
import { openStore, type Store } from '../../../src/store/open.ts';
import { loadEarnedModels, loadLatestProof } from '../../../src/store/proofs.ts';
import { addDays } from '../../../src/model/day.ts';
import { depsOf, fillJudgedPortal, PORTAL, UNTIL } from './judged-portal.ts';

const CALLER = { author: 'ana@example.com', userId: '7' };
let store: Store;
let view: ProofView;
beforeAll(async () => {
  store = await openStore({ dataDir: null });
});
afterAll(() => store.close());

const readProof = async () => (await runAction(depsOf(store), 'readProof', {}, CALLER)) as ProofAnswer;
const act = (name: string, parameters: object = {}) => runAction(depsOf(store), name, parameters, CALLER);

test('before the first score there is nothing to check, preview or publish, and it says so', async () => {
  expect(await checkWhenDue(depsOf(store))).toBeNull();
  expect(await readProof()).toMatchObject({ view: null, history: [], published: false });
  expect((await readProof()).missing?.en).toContain('not been checked yet');
  await expect(act('previewProposal')).rejects.toMatchObject({ code: 'not-found' });
  await expect(act('publishProposal', { until: UNTIL, basedOn: 0 })).rejects.toMatchObject({
    code: 'not-found',
  });
  expect(await loadEarnedModels(store.db, PORTAL)).toEqual({ renewal: null, expansion: null });
});

describe('a portal whose power users tell who leaves', () => {
  beforeAll(async () => {
    await fillJudgedPortal(store);
    view = await checkPortal(depsOf(store));
  });

  test('the check is kept as the pages read it: figures, floors, review, and the weights it proposes', async () => {
    const { view: kept, history, models } = await readProof();
    expect(proofView.parse(kept)).toEqual(view);
    expect(view).toMatchObject({ until: UNTIL, companies: 160, tooFew: false, model: { version: 1 } });
    expect(view.weights).toMatchObject({ accepted: true, verdict: 'better' });
    expect(view.weights.comparison?.proposed.auc).toBeGreaterThan(view.weights.comparison?.current.auc ?? 1);
    const advice = new Map(view.review.map((each) => [each.indicator, each]));
    expect(advice.get('power-users')).toMatchObject({ advice: 'raise', title: { en: 'Power users' } });
    // All there is to share out are the 8 % of the two; what no customer has keeps its weight.
    expect(advice.get('power-users')?.currentShare).toBeCloseTo(0.04, 12);
    expect(advice.get('power-users')?.proposedShare).toBeGreaterThan(0.06);
    expect(advice.get('login-activity')?.skill.interval?.[0]).toBeLessThan(0.5);
    expect(view.floors.map(({ id, met }) => [id, met])).toEqual([
      ['red-multiple', true],
      ['churners-below-green', true],
      ['green-share', true],
    ]);
    expect(view.summary.length).toBeGreaterThan(2);
    expect(view.summary.every(({ en, es }) => en !== '' && es !== '' && en !== es)).toBe(true);
    expect(history).toEqual([
      {
        until: UNTIL,
        model: view.model,
        auc: view.horizons[1]?.auc,
        redMultiple: view.horizons[1]?.redMultiple,
        verdict: 'better',
      },
    ]);
    expect(models).toMatchObject([{ version: 0, current: true }]);
  });

  test('the renewal probability is earned, the expansion probability is not, and nothing is made up', async () => {
    expect(view.probabilities.renewal).toMatchObject({ earned: true, reason: null, horizon: 90 });
    expect(view.probabilities.renewal.brier).toBeLessThan(view.probabilities.renewal.brierOfBaseRate ?? 0);
    expect(view.probabilities.expansion).toMatchObject({
      earned: false,
      reason: 'too-few-events',
      events: 0,
    });
    const models = await loadEarnedModels(store.db, PORTAL);
    const chances = (powerUsers: number, over: Partial<ScoreResult> = {}) =>
      chancesFor(
        models,
        {
          score: 60,
          provisional: false,
          indicators: [indicator('power-users', powerUsers)],
          ...over,
        } as ScoreResult,
        'mid',
      );
    const [sick, well] = [chances(10).renewalProbability ?? 1, chances(95).renewalProbability ?? 0];
    expect(sick).toBeLessThan(0.6);
    expect(well).toBeGreaterThan(0.9);
    expect(chances(95).expansionProbability).toBeNull();
    expect(chances(95, { provisional: true }).renewalProbability).toBeNull();
    expect(chances(95, { score: null }).renewalProbability).toBeNull();
  });

  test('checked again after a week, not before; the same day again takes its place', async () => {
    const later = (days: number) =>
      checkWhenDue(depsOf(store, () => new Date(`${addDays(UNTIL, days)}T04:00:00Z`)));
    expect(await later(6)).toBeNull();
    expect(await later(7)).toMatchObject({ until: UNTIL, checkedAt: `${addDays(UNTIL, 7)}T04:00:00.000Z` });
    expect((await readProof()).history).toHaveLength(1);
  });

  test('preview, publish, roll back: each a version with its author, noted in the audit log', async () => {
    await scorePortal(depsOf(store), { asOf: UNTIL });
    const preview = (await act('previewProposal')) as SettingsPreview;
    expect(preview).toMatchObject({ considered: preview.total });
    expect(preview.total).toBeGreaterThan(50);

    const wrong = act('publishProposal', { until: '2025-01-01', basedOn: 0 });
    await expect(wrong).rejects.toMatchObject({ code: 'input-invalid' });
    const late = act('publishProposal', { until: UNTIL, basedOn: 4 });
    await expect(late).rejects.toMatchObject({ code: 'input-invalid' });
    expect(await loadAudit(store.db, PORTAL)).toEqual([]);

    const published = await act('publishProposal', { until: UNTIL, basedOn: 0, note: 'learned' });
    expect(published).toMatchObject({ version: 1, author: 'ana@example.com', note: 'learned' });
    const { settings } = await withPortalSettings(depsOf(store));
    const [mid, enterprise] = [portalModel(settings, null), portalModel(settings, 'enterprise')];
    expect(mid.version).toBe(2);
    const weightOf = (model: typeof mid) =>
      model.dimensions.map((each) => [each.id, Number(each.weight.toFixed(3))]);
    expect(weightOf(enterprise)).toEqual(weightOf(mid));
    const proposed = view.review.find((each) => each.indicator === 'power-users')?.proposedShare ?? 0;
    const product = mid.dimensions.find(({ id }) => id === 'product');
    const powerUsers = product?.indicators.find(({ id }) => id === 'power-users');
    expect((product?.weight ?? 0) * (powerUsers?.weight ?? 0)).toBeCloseTo(proposed, 3);
    expect(await readProof()).toMatchObject({ published: true, models: [{ version: 1 }, { version: 0 }] });

    await expect(act('rollBackModel', { toVersion: 9, basedOn: 1 })).rejects.toMatchObject({
      code: 'not-found',
    });
    expect(await act('rollBackModel', { toVersion: 0, basedOn: 1 })).toMatchObject({ version: 2 });
    const back = await withPortalSettings(depsOf(store));
    expect(portalModel(back.settings, null).version).toBe(1);
    expect((await readProof()).published).toBe(false);
    // Newest first. No name: the log outlives the portal's data.
    const audit = await loadAudit(store.db, PORTAL);
    expect(audit.map(({ actor, action, subject }) => [actor, action, subject]).sort()).toEqual([
      ['user:7', 'model.published', 'settings 1'],
      ['user:7', 'model.rolled-back', 'settings 2'],
    ]);
    expect(JSON.stringify(audit)).not.toContain('ana@');
  });

  test('a later check that proposes nothing takes the offer back', async () => {
    const latest = await loadLatestProof(store.db, PORTAL);
    if (latest === null) throw new Error('no check');
    await store.db.updateTable('proof').set({ changes: 'null' }).execute();
    await expect(act('publishProposal', { until: UNTIL, basedOn: 2 })).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

function indicator(id: string, score: number): ScoreResult['indicators'][number] {
  return {
    id,
    dimension: 'product',
    state: 'scored',
    score,
    weight: 1,
    contribution: score,
    value: null,
    reason: null,
  };
}
