import type { PlaybookBand, ScoredBand } from '../../model/bands.ts';

const PLAYBOOK_OF: Readonly<Record<ScoredBand, PlaybookBand>> = {
  red: 'escalate',
  orange: 'intervene',
  yellow: 'stabilise',
  green: 'expand',
  thriving: 'expand',
};

/** The playbook of a band (S0). */
export function playbookFor(band: ScoredBand): PlaybookBand {
  return PLAYBOOK_OF[band];
}
