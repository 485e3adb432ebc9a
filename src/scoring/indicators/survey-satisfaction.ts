import { interpolate } from '../curve.ts';
import { ageOf } from '../facts/context.ts';
import { latestNps } from '../facts/latest-nps.ts';
import { NO_DATA, scored, type Indicator } from './indicator.ts';
import { counted, decimal, fact } from './text.ts';

const PARAMS = {
  nps: 'curve',
  csat: 'curve',
  windowDays: 'number',
  halfLifeDays: 'number',
} as const;

/** S4: 0–6 detractor, 7–8 passive, 9–10 promoter. */
const PASSIVE_FROM = 7;
const PROMOTER_FROM = 9;

/** NPS and CSAT answers, newer ones counting more. Value: `answers`, `latestNps` (0–10, null without one). */
export const surveySatisfaction: Indicator<typeof PARAMS> = {
  id: 'survey-satisfaction',
  title: { en: 'Survey answers', es: 'Encuestas de satisfacción' },
  why: {
    en: 'What customers say when asked is direct, if incomplete, evidence.',
    es: 'Lo que dice el cliente cuando se le pregunta es prueba directa, aunque incompleta.',
  },
  target: { en: 'NPS 9 or 10, CSAT 4 or 5', es: 'NPS 9 o 10, CSAT 4 o 5' },
  needs: {
    en: 'NPS or CSAT answers of the last 180 days',
    es: 'respuestas NPS o CSAT de los últimos 180 días',
  },
  source: 'S0',
  section: 'relationship.surveys',
  params: PARAMS,
  plays: ['satisfaction-follow-up', 'detractor-call', 'useful-tutorial', 'ask-reference'],
  playFor(value) {
    const nps = value.latestNps;
    if (typeof nps !== 'number') return 'satisfaction-follow-up';
    if (nps >= PROMOTER_FROM) return 'ask-reference';
    return nps >= PASSIVE_FROM ? 'useful-tutorial' : 'detractor-call';
  },
  measure(signals, context, params) {
    const surveys = signals.relationship?.surveys;
    if (surveys === undefined) return NO_DATA;
    let weights = 0;
    let sum = 0;
    let answers = 0;
    for (const survey of surveys) {
      const age = ageOf(survey.at, context);
      if (age < 0 || age >= params.windowDays) continue;
      const weight = 0.5 ** (age / params.halfLifeDays);
      sum += weight * interpolate(params[survey.kind], survey.score);
      weights += weight;
      answers += 1;
    }
    if (answers === 0) return NO_DATA;
    return scored(sum / weights, { answers, latestNps: latestNps(surveys, context.today) });
  },
  describe(value, locale) {
    const answers = counted(fact(value, 'answers'), locale, {
      en: ['answer', 'answers'],
      es: ['respuesta', 'respuestas'],
    });
    if (value.latestNps === null) return answers;
    const nps = decimal(fact(value, 'latestNps'), locale);
    return locale === 'es' ? `${answers}, último NPS ${nps}` : `${answers}, latest NPS ${nps}`;
  },
};
