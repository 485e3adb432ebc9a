import { emailOf, personName } from './names.ts';
import { type WorldOwner } from './types.ts';

const VENDOR_DOMAIN = 'vendor.example';
const COMPANIES_PER_OWNER = 25;
const OWNERS_PER_MANAGER = 8;
const FIRST_OWNER_ID = 71_000_001;

/** The vendor's own CSMs, one for 25 companies, and their managers, who come last. */
export function drawOwners(companies: number): WorldOwner[] {
  const csms = Math.max(2, Math.ceil(companies / COMPANIES_PER_OWNER));
  const managers = Math.ceil(csms / OWNERS_PER_MANAGER);
  return Array.from({ length: csms + managers }, (_, index) => {
    const name = personName(index);
    return {
      id: String(FIRST_OWNER_ID + index),
      email: emailOf(name, VENDOR_DOMAIN),
      ...name,
      manager: index >= csms,
    };
  });
}
