import type { AnyCap } from './cap.ts';
import { paymentDefault } from './payment-default.ts';
import { sponsorLost } from './sponsor-lost.ts';
import { usageSilence } from './usage-silence.ts';
import { weakDimension } from './weak-dimension.ts';

export type { AnyCap, Cap } from './cap.ts';

/** Every cap a model can name. */
export const CAPS: readonly AnyCap[] = [usageSilence, sponsorLost, paymentDefault, weakDimension];

const BY_ID: ReadonlyMap<string, AnyCap> = new Map(CAPS.map((each) => [each.id, each]));

export function capById(id: string): AnyCap | undefined {
  return BY_ID.get(id);
}
