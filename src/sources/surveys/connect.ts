import { type Inbox } from '../../model/inbox.ts';
import { type Source } from '../../model/source.ts';
import { createSurveysSource } from './index.ts';

/** Its settings, by the names of their environment variables. */
export interface SurveysSettings {
  readonly PULSO_SURVEYS_TOKEN?: string | undefined;
  readonly PULSO_SURVEYS_CSV?: readonly string[] | undefined;
}

/** The source, or null where it has neither an endpoint nor files. */
export function connectSurveys({
  config,
  inbox,
}: {
  readonly config: SurveysSettings;
  readonly inbox?: Inbox | undefined;
}): Source | null {
  const { PULSO_SURVEYS_TOKEN: token, PULSO_SURVEYS_CSV: files = [] } = config;
  const open = token === undefined ? null : (inbox ?? null);
  return open === null && files.length === 0 ? null : createSurveysSource({ inbox: open, files });
}
