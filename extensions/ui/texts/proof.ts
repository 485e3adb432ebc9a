import type { Locale } from '../../../src/model/bands.ts';
import { useCopy } from './copy.ts';
import { kpisEn, proofEn } from './proof-en.ts';
import { kpisEs, proofEs } from './proof-es.ts';

const PROOF: Readonly<Record<Locale, typeof proofEn>> = { en: proofEn, es: proofEs };
const KPIS: Readonly<Record<Locale, typeof kpisEn>> = { en: kpisEn, es: kpisEs };

export function useProofTexts(): typeof proofEn {
  return PROOF[useCopy().locale];
}

export function useKpiTexts(): typeof kpisEn {
  return KPIS[useCopy().locale];
}
