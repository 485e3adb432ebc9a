import { type Source, type SourceMeta } from '../../model/source.ts';
import { entriesSource, type EntriesConfig } from '../entries/entries-source.ts';
import { PLAIN_LAYOUT } from '../entries/plain-csv.ts';
import { entriesWebhook } from '../entries/webhook.ts';
import { USERPILOT_LAYOUT } from './event-export.ts';

const META: SourceMeta = {
  id: 'userpilot',
  title: 'Userpilot',
  feeds: ['journey-progress', 'training-completion', 'survey-satisfaction'],
  credentials: ['PULSO_USERPILOT_TOKEN', 'PULSO_USERPILOT_CSV'],
  scopes: [],
  limits: '1,000 entries a request',
  docs: 'https://docs.userpilot.com/api-references/export/event-schema',
};

/** Onboarding progress and NPS from Userpilot, through the HTTP endpoint and CSV files (its event export, or plain columns). */
export function createUserpilotSource(config: EntriesConfig): Source {
  return entriesSource(META, 'PULSO_USERPILOT_CSV', [USERPILOT_LAYOUT, PLAIN_LAYOUT], config);
}

export const USERPILOT_WEBHOOK = entriesWebhook(META.id);
