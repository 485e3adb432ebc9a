import { options, type PropertyDefinition, standardGroup } from '../schema/property.ts';
import { COMPANIES, CONTACTS } from '../schema/object-types.ts';
import { type PortalState } from '../state/portal-state.ts';

/** Properties that the customer made in the portal before we came. */
function companyProperties(): PropertyDefinition[] {
  const { select, date, number, text } = standardGroup('companyinformation');
  return [
    select(
      'customer_segment',
      'Customer segment',
      options('smb=Small business', 'mid=Mid-market', 'enterprise=Enterprise'),
    ),
    date('customer_since', 'Customer since'),
    number('arr', 'Annual recurring revenue'),
    text('arr_currency', 'ARR currency'),
  ];
}

function contactProperties(): PropertyDefinition[] {
  const { date } = standardGroup('contactinformation');
  return [date('left_company_at', 'Left company at')];
}

/** @param createdAt when they were made, in milliseconds since the epoch */
export function defineCustomerProperties(state: PortalState, createdAt: number): void {
  const own = { hubspotDefined: false, createdAt, updatedAt: createdAt };
  for (const property of companyProperties()) state.properties.put(COMPANIES.id, { ...property, ...own });
  for (const property of contactProperties()) state.properties.put(CONTACTS.id, { ...property, ...own });
}
