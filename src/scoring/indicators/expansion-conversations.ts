import { interpolate } from '../curve.ts';
import { isWithin } from '../facts/context.ts';
import { NO_DATA, scored, type Indicator } from './indicator.ts';
import { counted, fact } from './text.ts';

const PARAMS = {
  curve: 'curve',
  windowDays: 'number',
  contraction: 'number',
  none: 'number',
  negative: 'number',
} as const;

/**
 * Talk of growing or shrinking in the last 180 days. Conversations of unknown sentiment do not enter the mean.
 * Value: `conversations`, `sentiment` (mean; null when unknown), `contraction` (whether one asked for less).
 */
export const expansionConversations: Indicator<typeof PARAMS> = {
  id: 'expansion-conversations',
  title: { en: 'Expansion talks', es: 'Conversaciones de expansión' },
  why: {
    en: 'Customers who talk about growing stay; a request to shrink is the last warning.',
    es: 'Quien habla de crecer se queda; pedir una reducción es el último aviso.',
  },
  target: {
    en: 'Two or more positive talks in half a year',
    es: 'Dos o más conversaciones positivas en medio año',
  },
  needs: { en: 'expansion conversations on record', es: 'conversaciones de expansión registradas' },
  source: 'Pulso',
  section: 'business.expansion',
  params: PARAMS,
  plays: ['expansion-conversation', 'contraction-contact'],
  playFor(value) {
    return value.contraction === true ? 'contraction-contact' : 'expansion-conversation';
  },
  measure(signals, context, params) {
    const expansion = signals.business?.expansion;
    if (expansion === undefined) return NO_DATA;
    let conversations = 0;
    let contraction = false;
    let sum = 0;
    let rated = 0;
    for (const talk of expansion) {
      if (!isWithin(talk.at, params.windowDays, context)) continue;
      conversations += 1;
      if (talk.contraction === true) contraction = true;
      if (talk.sentiment === undefined) continue;
      sum += talk.sentiment;
      rated += 1;
    }
    const value = { conversations, sentiment: rated === 0 ? null : sum / rated, contraction };
    if (contraction) return scored(params.contraction, value);
    if (conversations === 0) return scored(params.none, value);
    if (sum < 0) return scored(params.negative, value);
    return scored(interpolate(params.curve, conversations), value);
  },
  describe(value, locale) {
    if (value.contraction === true) return locale === 'es' ? 'pidió una reducción' : 'asked to contract';
    return counted(fact(value, 'conversations'), locale, {
      en: ['talk in 180 days', 'talks in 180 days'],
      es: ['conversación en 180 días', 'conversaciones en 180 días'],
    });
  },
};
