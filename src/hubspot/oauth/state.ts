import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * The OAuth state: made for one browser (its nonce lives in that browser's cookie), signed, and good for ten minutes.
 * Nothing is stored for people who never come back.
 */
export interface StateKeeper {
  issue(now: Date): { readonly state: string; readonly nonce: string };
  /** Whether a state that came back was issued to this browser, lately. */
  verify(state: string, nonce: string, now: Date): boolean;
}

const LIFETIME_MS = 10 * 60_000;

export function createStateKeeper(secret: string): StateKeeper {
  const sign = (expires: string, nonce: string): string =>
    createHmac('sha256', `oauth state ${secret}`).update(`${expires}.${nonce}`).digest('base64url');
  return {
    issue(now) {
      const nonce = randomBytes(24).toString('base64url');
      const expires = String(now.getTime() + LIFETIME_MS);
      return { state: `${expires}.${sign(expires, nonce)}`, nonce };
    },
    verify(state, nonce, now) {
      const [expires = '', signature = ''] = state.split('.');
      if (!/^\d{1,15}$/.test(expires) || nonce === '' || Number(expires) < now.getTime()) return false;
      const expected = Buffer.from(sign(expires, nonce));
      const given = Buffer.from(signature);
      return expected.byteLength === given.byteLength && timingSafeEqual(expected, given);
    },
  };
}
