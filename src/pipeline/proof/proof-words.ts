import { type UnearnedProbability } from '../../insights/fit/earn-probability.ts';
import { type Localised, type ScoredBand } from '../../model/bands.ts';
import { playbookOf } from '../../scoring/engine/classify.ts';
import { BAND_PLAYBOOKS, PLAYS } from '../../scoring/playbooks/index.ts';
import { PLAYBOOK_WORDS } from '../../scoring/words/index.ts';

const OUTCOMES: Readonly<Record<'renewal' | 'expansion', Localised>> = {
  renewal: { en: 'renewal', es: 'renovación' },
  expansion: { en: 'expansion', es: 'expansión' },
};

const REASONS: Readonly<Record<UnearnedProbability['reason'], Localised>> = {
  'too-few-events': {
    en: 'it takes 30 customers with the outcome and 30 without',
    es: 'hacen falta 30 clientes con el resultado y 30 sin él',
  },
  'no-better-than-base-rate': {
    en: 'on customers the model did not see it is not surely better than the same chance for everybody',
    es: 'con clientes que el modelo no vio no es con certeza mejor que la misma probabilidad para todos',
  },
  'not-calibrated': {
    en: 'what it says is not what happens',
    es: 'lo que dice no es lo que ocurre',
  },
};

/** Whether the probability of an outcome is shown, and why not. */
export function chanceSays(
  outcome: 'renewal' | 'expansion',
  reason: UnearnedProbability['reason'] | null,
): Localised {
  const { en, es } = OUTCOMES[outcome];
  if (reason === null) {
    return {
      en: `The probability of ${en} within 90 days is shown with every company that has enough data.`,
      es: `La probabilidad de ${es} en 90 días se muestra en cada empresa con datos suficientes.`,
    };
  }
  const why = REASONS[reason];
  return {
    en: `No probability of ${en} is shown: ${why.en}.`,
    es: `No se muestra ninguna probabilidad de ${es}: ${why.es}.`,
  };
}

/** What a play is called: the subject of its task, or the playbook of a band. */
export function playTitle(id: string): Localised {
  if (id.startsWith('band:')) {
    const playbook = playbookOf(id.slice('band:'.length) as ScoredBand);
    return playbook === null ? { en: id, es: id } : { ...PLAYBOOK_WORDS[playbook] };
  }
  const tasks = [...Object.values(BAND_PLAYBOOKS), ...PLAYS].flatMap((each) => each.tasks);
  return { ...(tasks.find((task) => task.id === id)?.subject ?? { en: id, es: id }) };
}
