import { AppError } from '../../errors.ts';
import { FOLLOW_UPS } from '../../model/follow-ups.ts';
import { say } from '../../model/messages/message.ts';
import { PLAYBOOK_BANDS } from '../../model/bands.ts';
import {
  type ModelOption,
  type PortalRequest,
  type SegmentOption,
  type SettingsAnswer,
  type SettingsVersionAnswer,
} from '../../model/portal-actions.ts';
import { indicatorById, type Model, MODELS, SEGMENTS } from '../../scoring/index.ts';
import { BAND_PLAYBOOKS } from '../../scoring/playbooks/index.ts';
import { indicatorTitle } from '../../scoring/words/index.ts';
import { confirmMatch, loadAccounts } from '../../store/accounts.ts';
import { accountSubject, addAudit } from '../../store/audit.ts';
import { loadOwnerNames } from '../../store/owners.ts';
import { inAll } from '../../scoring/words/breakdown-words.ts';
import { type PipelineDeps } from '../deps.ts';
import { currentSettings, saveSettings as storeSettings, settingsVersions } from '../portal-settings.ts';
import { actorOf, type Caller } from './action.ts';
import { sourceHealth } from './source-health.ts';

/** Everything the settings page shows. */
export async function readSettings(deps: PipelineDeps): Promise<SettingsAnswer> {
  const { locale, modelId, managerOwnerId, followUps = FOLLOW_UPS } = deps.settings;
  const versions = await settingsVersions(deps);
  // A model that counts actions wants impacts of the product's own: only where one is in use already is it shown.
  const used = new Set([modelId, ...versions.map(({ settings }) => settings.modelId)]);
  const offered = [...MODELS.values()].filter(({ id, kind }) => kind === 'weighted' || used.has(id));
  return {
    versions,
    configured: { locale, modelId, managerOwnerId, followUps },
    models: offered.map(modelOption),
    segments: [...SEGMENTS.values()].map(segmentOption),
    playbooks: PLAYBOOK_BANDS.map((band) => ({
      band,
      steps: BAND_PLAYBOOKS[band].tasks.map(({ id, subject }) => ({ id, title: { ...subject } })),
    })),
    sources: await sourceHealth(deps, await loadAccounts(deps.db, deps.portalId)),
    owners: await loadOwnerNames(deps.db, deps.portalId),
  };
}

export async function saveSettings(
  { db, portalId, clock }: PipelineDeps,
  { settings, basedOn, note }: PortalRequest<'saveSettings'>,
  caller: Caller,
): Promise<SettingsVersionAnswer> {
  return db.transaction().execute(async (transaction) => {
    const reader = { db: transaction, portalId };
    const before = await currentSettings(reader);
    const { author } = caller;
    const saved = await storeSettings(reader, { settings, basedOn, note, author, at: clock().toISOString() });
    if (saved.version === before.version) return saved;
    const detail = { changed: changedParts(before.settings, saved.settings) };
    const entry = { actor: actorOf(caller), action: 'settings.saved', subject: `settings ${saved.version}` };
    await addAudit(transaction, portalId, { ...entry, detail });
    return saved;
  });
}

/** Names of the settings that differ. */
function changedParts(before: object, after: object): string[] {
  const [left, right] = [before, after].map(
    (each) => new Map(Object.entries(each).map(([name, value]) => [name, JSON.stringify(value)])),
  );
  const names = new Set([...(left?.keys() ?? []), ...(right?.keys() ?? [])]);
  return [...names].filter((name) => left?.get(name) !== right?.get(name)).sort();
}

export async function confirmAccount(
  { db, portalId }: PipelineDeps,
  { source, externalId, companyId }: PortalRequest<'confirmAccount'>,
  caller: Caller,
): Promise<{ confirmed: true }> {
  return db.transaction().execute(async (transaction) => {
    if (!(await confirmMatch(transaction, portalId, source, externalId, companyId))) {
      throw new AppError('not-found', say('action.account-gone', { source, account: externalId }));
    }
    const action = companyId === null ? 'account.rejected' : 'account.confirmed';
    const entry = { actor: actorOf(caller), action, subject: accountSubject(source, externalId) };
    await addAudit(transaction, portalId, { ...entry, detail: { companyId } });
    return { confirmed: true };
  });
}

function modelOption(model: Model): ModelOption {
  const { id, title, bands, thresholds, minimumCoverage, dimensions } = model;
  return {
    id,
    title: { ...title },
    bands: bands.map((band) => ({ id: band.id, from: band.from })),
    thresholds: { trend: thresholds.trend, rapidDecline: thresholds.rapidDecline },
    minimumCoverage,
    dimensions: dimensions.map((dimension) => ({
      id: dimension.id,
      title: { ...dimension.title },
      weight: dimension.weight,
      indicators: dimension.indicators.map((indicator) => ({
        id: indicator.id,
        title: inAll((locale) => indicatorTitle(indicator.id, locale, indicatorById)),
        weight: indicator.weight,
      })),
    })),
  };
}

function segmentOption({
  id,
  title,
  overrides,
}: NonNullable<ReturnType<typeof SEGMENTS.get>>): SegmentOption {
  return {
    id,
    title: { ...title },
    weights: Object.fromEntries(
      Object.entries(overrides).flatMap(([model, { dimensions }]) =>
        dimensions === undefined ? [] : [[model, { ...dimensions }]],
      ),
    ),
  };
}
