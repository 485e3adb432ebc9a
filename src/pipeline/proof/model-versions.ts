import { AppError } from '../../errors.ts';
import { say } from '../../model/messages/message.ts';
import { type PortalSettings } from '../../model/portal-settings.ts';
import { type ModelVersionAnswer } from '../../model/proof.ts';
import { addAudit, OPERATOR } from '../../store/audit.ts';
import { type Db } from '../../store/open.ts';
import { loadLatestProof, type StoredProof } from '../../store/proofs.ts';
import { type PipelineDeps } from '../deps.ts';
import { currentSettings, saveSettings, type SettingsVersion, settingsVersions } from '../portal-settings.ts';

type Deps = Pick<PipelineDeps, 'db' | 'portalId' | 'clock'>;

/** Who changes the model and why. */
export interface ModelChange {
  /** The version somebody looked at; absent: whichever there is. */
  readonly basedOn?: number;
  readonly note: string;
  /** As the version names them. */
  readonly author: string;
  /** As the audit log does: it outlives the portal's data. */
  readonly actor: string;
}

/** What is done on the command line. */
export const BY_OPERATOR = { author: OPERATOR, actor: OPERATOR } as const;

/** The versions of the portal's settings, newest first: each holds a model. */
export async function modelVersions(deps: Pick<Deps, 'db' | 'portalId'>): Promise<ModelVersionAnswer[]> {
  const versions = await settingsVersions(deps);
  return versions.map(({ version, author, note, createdAt }, index) => ({
    version,
    author,
    note,
    createdAt,
    current: index === 0,
  }));
}

/**
 * The settings with the weights that the latest check proposes.
 * @throws AppError `not-found` when it proposes none.
 */
export async function proposedSettings(
  deps: Pick<Deps, 'db' | 'portalId'>,
): Promise<{ readonly proof: StoredProof; readonly settings: PortalSettings }> {
  const proof = await loadLatestProof(deps.db, deps.portalId);
  if (proof === null || proof.changes === null) {
    const why = proof === null ? say('proof.nothing-checked') : proof.view.weights.says;
    throw new AppError('not-found', say('proof.nothing-proposed', { why }));
  }
  const { settings } = await currentSettings(deps);
  return { proof, settings: { ...settings, model: { ...settings.model, ...proof.changes } } };
}

/**
 * Makes the proposed weights the portal's, as a new version of its settings; they hold from the next scoring on.
 * @throws AppError `not-found` when nothing is proposed, `input-invalid` when another check or version came between.
 */
export async function publishWeights(
  deps: Deps,
  { until, ...change }: ModelChange & { /** The check somebody looked at. */ readonly until?: string },
): Promise<SettingsVersion> {
  const { proof, settings } = await proposedSettings(deps);
  if (until !== undefined && proof.view.until !== until) {
    throw new AppError('input-invalid', say('proof.replaced', { until, newer: proof.view.until }));
  }
  const { comparison } = proof.view.weights;
  const detail = {
    until: proof.view.until,
    aucBefore: comparison?.current.auc,
    aucAfter: comparison?.proposed.auc,
  };
  return saveModel(deps, settings, change, 'model.published', detail);
}

/**
 * Brings back the model of an earlier version; what else is set stays as it is now.
 * @throws AppError `not-found` for a version that never was, `input-invalid` when somebody saved meanwhile.
 */
export async function rollBack(
  deps: Deps,
  { toVersion, ...change }: ModelChange & { readonly toVersion: number },
): Promise<SettingsVersion> {
  const versions = await settingsVersions(deps);
  const wanted = versions.find(({ version }) => version === toVersion);
  if (wanted === undefined) {
    throw new AppError('not-found', say('proof.no-version', { version: toVersion }));
  }
  const { modelId: _now, ...rest } = (versions[0] ?? wanted).settings;
  const { model, modelId } = wanted.settings;
  const settings = { ...rest, model, ...(modelId === undefined ? {} : { modelId }) };
  return saveModel(deps, settings, change, 'model.rolled-back', { toVersion });
}

async function saveModel(
  { db, portalId, clock }: Deps,
  settings: PortalSettings,
  change: ModelChange,
  action: string,
  detail: object,
): Promise<SettingsVersion> {
  return db.transaction().execute(async (transaction: Db) => {
    const before = await currentSettings({ db: transaction, portalId });
    const at = clock().toISOString();
    const { author, actor, note, basedOn = before.version } = change;
    const saved = await saveSettings({ db: transaction, portalId }, { settings, basedOn, author, note, at });
    if (saved.version === before.version) return saved;
    const subject = `settings ${saved.version}`;
    await addAudit(transaction, portalId, { actor, action, subject, detail });
    return saved;
  });
}
