import { isDeepStrictEqual } from 'node:util';
import { AppError } from '../errors.ts';
import { say } from '../model/messages/message.ts';
import { DEFAULT_SETTINGS, type PortalSettings, portalSettings } from '../model/portal-settings.ts';
import { resolveModel } from '../scoring/index.ts';
import { type Db } from '../store/open.ts';
import { addSettings, loadSettings } from '../store/portal-settings.ts';
import { type PipelineSettings } from './deps.ts';

export { portalModel } from '../scoring/models/portal-model.ts';

/** A version of a portal's settings as people see it. */
export interface SettingsVersion {
  /** 0: nothing was ever changed. */
  readonly version: number;
  readonly settings: PortalSettings;
  readonly author: string;
  readonly note: string;
  /** ISO instant; null for version 0. */
  readonly createdAt: string | null;
}

type Reader = { readonly db: Db; readonly portalId: string };

const SHIPPED: SettingsVersion = {
  version: 0,
  settings: DEFAULT_SETTINGS,
  author: 'Pulso',
  note: '',
  createdAt: null,
};

/** All versions, newest first, the shipped one last. */
export async function settingsVersions({ db, portalId }: Reader): Promise<SettingsVersion[]> {
  const stored = await loadSettings(db, portalId);
  return [...stored.map((each) => ({ ...each, settings: portalSettings.parse(each.settings) })), SHIPPED];
}

export async function currentSettings(reader: Reader): Promise<SettingsVersion> {
  return (await settingsVersions(reader))[0] ?? SHIPPED;
}

export interface SettingsChange {
  readonly settings: PortalSettings;
  /** The version this change was made on. */
  readonly basedOn: number;
  readonly author: string;
  readonly note: string;
  /** ISO instant. */
  readonly at: string;
}

/**
 * Stores a new version; it holds from the next scoring on. Saving what is already there adds none.
 * @throws AppError `input-invalid` when somebody saved another version meanwhile, `not-found` for an unknown model.
 */
export async function saveSettings(reader: Reader, change: SettingsChange): Promise<SettingsVersion> {
  const current = await currentSettings(reader);
  if (JSON.stringify(current.settings) === JSON.stringify(change.settings)) return current;
  if (current.version !== change.basedOn) {
    throw new AppError(
      'input-invalid',
      say('settings.conflict', { author: current.author, version: current.version }),
    );
  }
  resolveModel({}, change.settings.modelId);
  const version = current.version + 1;
  const { settings, author, note, at } = change;
  await addSettings(reader.db, reader.portalId, { version, settings, author, note, createdAt: at });
  return { version, settings, author, note, createdAt: at };
}

/** The settings that hold now, and which state of the model they are. */
export interface SettingsInForce extends SettingsVersion {
  /** The version that last changed what is changed in the model: those after it score as it does. 0: none ever did. */
  readonly modelRevision: number;
}

export async function settingsInForce(reader: Reader): Promise<SettingsInForce> {
  const versions = await settingsVersions(reader);
  const changed = versions.findIndex((each, index) => {
    const before = versions[index + 1];
    return before === undefined || !isSameModel(each.settings, before.settings);
  });
  return { ...(versions[0] ?? SHIPPED), modelRevision: versions[changed]?.version ?? 0 };
}

/** Whether two settings change a model alike. Which model they choose is another matter: its id tells. */
export function isSameModel(one: PortalSettings, other: PortalSettings): boolean {
  return isDeepStrictEqual(trimmed(one.model), trimmed(other.model));
}

/** Without what is not set: a version that was stored leaves it out, one that is about to be may name it. */
function trimmed(changes: PortalSettings['model']): object {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}

/** The settings of a run with what the portal's admin chose on top of the environment. */
export async function withPortalSettings<Deps extends Reader & { readonly settings: PipelineSettings }>(
  deps: Deps,
): Promise<Deps> {
  const { version, settings, modelRevision } = await settingsInForce(deps);
  return version === 0 ? deps : { ...deps, settings: effective(deps.settings, settings, modelRevision) };
}

/** @param revision of the model that was chosen: {@link SettingsInForce.modelRevision} */
export function effective(
  given: PipelineSettings,
  chosen: PortalSettings,
  revision: number,
): PipelineSettings {
  return {
    ...given,
    locale: chosen.locale ?? given.locale,
    modelId: chosen.modelId ?? given.modelId,
    // Null was chosen: nobody.
    managerOwnerId: chosen.managerOwnerId === undefined ? given.managerOwnerId : chosen.managerOwnerId,
    playbooks: chosen.playbooks ?? given.playbooks,
    followUps: chosen.followUps ?? given.followUps,
    modelChanges: { changes: chosen.model, revision: isEmpty(chosen.model) ? 0 : revision },
  };
}

function isEmpty(changes: object): boolean {
  return Object.values(changes).every((each) => each === undefined);
}
