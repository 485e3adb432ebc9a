import {
  type PortalRequest,
  type SettingsPreview,
  type SettingsVersionAnswer,
} from '../../model/portal-actions.ts';
import { type ProofAnswer, type ProofPoint, type ProofView } from '../../model/proof.ts';
import { loadLatestProof, loadProofViews } from '../../store/proofs.ts';
import { type PipelineDeps } from '../deps.ts';
import { currentSettings } from '../portal-settings.ts';
import { hasWeights } from '../proof/model-shares.ts';
import { modelVersions, proposedSettings, publishWeights, rollBack } from '../proof/model-versions.ts';
import { actorOf, type Caller } from './action.ts';
import { previewSettings } from './preview-settings.ts';

/** Checks shown as a line over time: a year of weeks. */
const HISTORY = 53;

const NOT_YET = {
  en: 'The score has not been checked yet. The check runs once a week, the first time after the first run.',
  es: 'La puntuación aún no se ha comprobado. Se comprueba una vez por semana, la primera tras la primera ejecución.',
};

/** The latest check, those before it, and the versions of the model. */
export async function readProof(deps: PipelineDeps): Promise<ProofAnswer> {
  const { db, portalId } = deps;
  const latest = await loadLatestProof(db, portalId);
  const { settings } = await currentSettings(deps);
  return {
    view: latest?.view ?? null,
    missing: latest === null ? NOT_YET : null,
    history: (await loadProofViews(db, portalId, HISTORY)).map(pointOf),
    models: await modelVersions(deps),
    published: latest !== null && latest.changes !== null && hasWeights(settings.model, latest.changes),
  };
}

function pointOf({ until, model, horizons, weights }: ProofView): ProofPoint {
  const judged = horizons.find(({ days }) => days === 60);
  return {
    until,
    model,
    auc: judged?.auc ?? null,
    redMultiple: judged?.redMultiple ?? null,
    verdict: weights.verdict,
  };
}

export async function previewProposal(deps: PipelineDeps): Promise<SettingsPreview> {
  const { settings } = await proposedSettings(deps);
  return previewSettings(deps, { settings });
}

export async function publishProposal(
  deps: PipelineDeps,
  request: PortalRequest<'publishProposal'>,
  caller: Caller,
): Promise<SettingsVersionAnswer> {
  return publishWeights(deps, { ...request, author: caller.author, actor: actorOf(caller) });
}

export async function rollBackModel(
  deps: PipelineDeps,
  request: PortalRequest<'rollBackModel'>,
  caller: Caller,
): Promise<SettingsVersionAnswer> {
  return rollBack(deps, { ...request, author: caller.author, actor: actorOf(caller) });
}
