import { AppError } from '../../errors.ts';
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
import { loadOwnerNames } from '../../store/owners.ts';
import { inAll } from '../../scoring/words/breakdown-words.ts';
import { type PipelineDeps } from '../deps.ts';
import { saveSettings as storeSettings, settingsVersions } from '../portal-settings.ts';
import { type Caller } from './action.ts';
import { sourceHealth } from './source-health.ts';

/** Everything the settings page shows. */
export async function readSettings(deps: PipelineDeps): Promise<SettingsAnswer> {
  const { locale, modelId } = deps.settings;
  return {
    versions: await settingsVersions(deps),
    configured: { locale, modelId },
    models: [...MODELS.values()].filter(({ kind }) => kind === 'weighted').map(modelOption),
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
  deps: PipelineDeps,
  { settings, basedOn, note }: PortalRequest<'saveSettings'>,
  { author }: Caller,
): Promise<SettingsVersionAnswer> {
  return storeSettings(deps, { settings, basedOn, note, author, at: deps.clock().toISOString() });
}

export async function confirmAccount(
  { db, portalId }: PipelineDeps,
  { source, externalId, companyId }: PortalRequest<'confirmAccount'>,
): Promise<{ confirmed: true }> {
  if (await confirmMatch(db, portalId, source, externalId, companyId)) return { confirmed: true };
  throw new AppError('not-found', `${source} has no account ${externalId} any more. Load the page again.`);
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
