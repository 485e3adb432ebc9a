import type { UsageUser } from '../../model/signals.ts';
import { interpolate } from '../curve.ts';
import type { ParamsOf } from '../params.ts';
import { NO_DATA, scored, type Indicator } from './indicator.ts';
import { counted, fact } from './text.ts';

const PARAMS = {
  curve: 'curve',
  minimumActiveDays: 'number',
  minimumAdvancedFeatures: 'number',
  minimumWorkflows: 'number',
} as const;

/** Users who get the most out of the product; those of whom too little is known are not counted. Value: `powerUsers`. */
export const powerUsers: Indicator<typeof PARAMS> = {
  id: 'power-users',
  title: { en: 'Power users', es: 'Usuarios avanzados' },
  why: {
    en: 'Accounts with three or more power users rarely leave; those with none often do.',
    es: 'Las cuentas con tres o más usuarios avanzados rara vez se van; las que no tienen, a menudo.',
  },
  target: { en: 'Three or more', es: 'Tres o más' },
  needs: {
    en: 'users with active days, advanced features and workflows',
    es: 'usuarios con días activos, funciones avanzadas y flujos',
  },
  source: 'S0',
  section: 'usage.users',
  params: PARAMS,
  plays: ['power-user-programme'],
  measure(signals, _context, params) {
    const users = signals.usage?.users;
    if (users === undefined) return NO_DATA;
    let powerful = 0;
    let undecided = 0;
    for (const user of users) {
      const verdict = isPowerUser(user, params);
      if (verdict === null) undecided += 1;
      else if (verdict) powerful += 1;
    }
    // Counting none would claim that nobody undecided is one.
    if (powerful === 0 && undecided > 0) return NO_DATA;
    return scored(interpolate(params.curve, powerful), { powerUsers: powerful });
  },
  describe(value, locale) {
    return counted(fact(value, 'powerUsers'), locale, {
      en: ['power user', 'power users'],
      es: ['usuario avanzado', 'usuarios avanzados'],
    });
  },
};

/** Null when what is known neither confirms nor excludes it. */
function isPowerUser(user: UsageUser, params: ParamsOf<typeof PARAMS>): boolean | null {
  const activeDays = user.activeDays?.[0];
  const { advancedFeatures, workflowsCompleted } = user;
  if (activeDays !== undefined && activeDays < params.minimumActiveDays) return false;
  if (advancedFeatures !== undefined && advancedFeatures < params.minimumAdvancedFeatures) return false;
  if (workflowsCompleted !== undefined && workflowsCompleted < params.minimumWorkflows) return false;
  const allKnown =
    activeDays !== undefined && advancedFeatures !== undefined && workflowsCompleted !== undefined;
  return allKnown ? true : null;
}
