import { type BreakdownBasis } from '../../src/model/breakdown.ts';

type Entered = NonNullable<BreakdownBasis['entered']>;

/** Kept until a run of the service has taken them over; more than people enter between two runs. */
const MAX_ENTRIES = 20;

/** What was entered through functions; its ids tell a repeated request. */
export function enteredOf({ entered }: BreakdownBasis): Entered {
  return entered ?? { pulses: [], overrides: [] };
}

export function withEntry(basis: BreakdownBasis, added: Partial<Entered>): BreakdownBasis {
  const { pulses, overrides } = enteredOf(basis);
  return {
    ...basis,
    entered: {
      pulses: [...pulses, ...(added.pulses ?? [])].slice(-MAX_ENTRIES),
      overrides: [...overrides, ...(added.overrides ?? [])].slice(-MAX_ENTRIES),
    },
  };
}
