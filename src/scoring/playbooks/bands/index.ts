import type { PlaybookBand } from '../../../model/bands.ts';
import type { BandPlaybook } from '../playbook.ts';
import { escalate } from './escalate.ts';
import { expand } from './expand.ts';
import { intervene } from './intervene.ts';
import { stabilise } from './stabilise.ts';

export const BAND_PLAYBOOKS: Readonly<Record<PlaybookBand, BandPlaybook>> = {
  expand,
  stabilise,
  intervene,
  escalate,
};
