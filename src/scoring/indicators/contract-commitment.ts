import { interpolate } from '../curve.ts';
import { ageOf } from '../facts/context.ts';
import { NO_DATA, scored, type Indicator } from './indicator.ts';
import { counted, days, fact } from './text.ts';

const PARAMS = { curve: 'curve', renewalWithinDays: 'number', noAutoRenewPenalty: 'number' } as const;

/** How long the customer is committed. Value: `termMonths`, `daysToRenewal`, `autoRenew`; null where unknown. */
export const contractCommitment: Indicator<typeof PARAMS> = {
  id: 'contract-commitment',
  title: { en: 'Contract', es: 'Contrato' },
  why: {
    en: 'A longer term is a stated intention to stay; an open renewal date is a decision still to come.',
    es: 'Un plazo largo declara intención de quedarse; una renovación abierta es una decisión pendiente.',
  },
  target: { en: 'A year or more, renewing by itself', es: 'Un año o más, con renovación automática' },
  needs: { en: 'contract term', es: 'plazo del contrato' },
  source: 'Pulso',
  section: 'business.contract',
  params: PARAMS,
  plays: ['renewal-plan'],
  measure(signals, context, params) {
    const contract = signals.business?.contract;
    if (contract?.termMonths === undefined) return NO_DATA;
    const daysToRenewal = contract.renewsAt === undefined ? null : -ageOf(contract.renewsAt, context);
    const isDue = daysToRenewal !== null && daysToRenewal >= 0 && daysToRenewal <= params.renewalWithinDays;
    const penalty = isDue && contract.autoRenew === false ? params.noAutoRenewPenalty : 0;
    const score = Math.max(0, interpolate(params.curve, contract.termMonths) - penalty);
    return scored(score, {
      termMonths: contract.termMonths,
      daysToRenewal,
      autoRenew: contract.autoRenew ?? null,
    });
  },
  describe(value, locale) {
    const term = counted(fact(value, 'termMonths'), locale, {
      en: ['month', 'months'],
      es: ['mes', 'meses'],
    });
    if (value.daysToRenewal === null || fact(value, 'daysToRenewal') < 0) return term;
    const left = days(fact(value, 'daysToRenewal'), locale);
    return locale === 'es' ? `${term}, renueva en ${left}` : `${term}, renews in ${left}`;
  },
};
