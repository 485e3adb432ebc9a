import { interpolate } from '../curve.ts';
import { NO_DATA, scored, type Indicator } from './indicator.ts';
import { fact, percent } from './text.ts';

const PARAMS = { curve: 'curve', noDedicatedPenalty: 'number' } as const;

/** Where the money comes from and where it goes. Value: `change` (year on year, 0.1 = +10 %), `dedicated` (null when unknown). */
export const budgetOwnership: Indicator<typeof PARAMS> = {
  id: 'budget-ownership',
  title: { en: 'Budget', es: 'Presupuesto' },
  why: {
    en: 'A budget of its own, and a growing one, is commitment; a shrinking one foretells a downgrade.',
    es: 'Un presupuesto propio y creciente es compromiso; uno menguante anuncia una reducción.',
  },
  target: { en: 'Dedicated and growing', es: 'Propio y en crecimiento' },
  needs: { en: 'budget change year on year', es: 'cambio del presupuesto anual' },
  source: 'Pulso',
  section: 'business.budget',
  params: PARAMS,
  plays: ['budget-case'],
  measure(signals, _context, params) {
    const budget = signals.business?.budget;
    if (budget?.change === undefined) return NO_DATA;
    const penalty = budget.dedicated === false ? params.noDedicatedPenalty : 0;
    const score = Math.max(0, interpolate(params.curve, budget.change) - penalty);
    return scored(score, { change: budget.change, dedicated: budget.dedicated ?? null });
  },
  describe(value, locale) {
    const spanish = locale === 'es';
    const change = fact(value, 'change');
    const sign = change > 0 ? '+' : '';
    const text = `${sign}${percent(change, locale)} ${spanish ? 'en un año' : 'year on year'}`;
    if (value.dedicated !== false) return text;
    return `${text}, ${spanish ? 'sin presupuesto propio' : 'no dedicated budget'}`;
  },
};
