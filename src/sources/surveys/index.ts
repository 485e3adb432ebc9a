import { type Source, type SourceMeta } from '../../model/source.ts';
import { entriesSource, type EntriesConfig } from '../entries/entries-source.ts';
import { PLAIN_LAYOUT } from '../entries/plain-csv.ts';
import { entriesWebhook } from '../entries/webhook.ts';
import { QUESTIONPRO_LAYOUT } from './questionpro.ts';

const META: SourceMeta = {
  id: 'surveys',
  title: 'Surveys',
  feeds: ['survey-satisfaction', 'training-completion', 'journey-progress'],
  credentials: ['PULSO_SURVEYS_TOKEN', 'PULSO_SURVEYS_CSV'],
  scopes: [],
  limits: '1,000 entries a request',
  docs: 'https://www.questionpro.com/help/122-inline.html',
};

/** Answers to surveys of any tool, through the HTTP endpoint and CSV files (QuestionPro's, or of plain columns). */
export function createSurveysSource(config: EntriesConfig): Source {
  return entriesSource(META, 'PULSO_SURVEYS_CSV', [QUESTIONPRO_LAYOUT, PLAIN_LAYOUT], config);
}

export const SURVEYS_WEBHOOK = entriesWebhook(META.id);
