import { type ConnectedVendor } from './receive.ts';

/** The systems that may deliver webhooks, and where the secret of their signatures is kept. */
export function connectedVendors(): readonly ConnectedVendor[] {
  return [];
}
