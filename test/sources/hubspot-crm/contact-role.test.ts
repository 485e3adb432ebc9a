import { contacts } from '../../../src/sources/hubspot-crm/map/contact.ts';
import { DEFAULT_RULES } from '../../../src/sources/hubspot-crm/rules.ts';

const AT = '2026-01-01T00:00:00.000Z';
const roleOf = (property: string, value: string | null): unknown => {
  const kind = contacts({ ...DEFAULT_RULES, role: property });
  expect(kind.properties).toContain(property);
  const record = {
    ...{ id: '501', createdAt: AT, updatedAt: AT, archived: false },
    properties: { [property]: value },
  };
  const contact = kind.map(
    record,
    () => ['7'],
    () => [],
  );
  return contact !== null && 'role' in contact ? contact.role : contact;
};

test.each([
  ['hs_buying_role', 'END_USER;CHAMPION', 'champion'],
  ['our_role', 'Executive sponsor', 'executive-sponsor'],
  ['our_role', ' champion ', 'champion'],
  ['our_role', 'Championship winner', 'member'],
  ['our_role', '', 'member'],
  ['our_role', null, 'member'],
])('%s of %j is %s', (property, value, role) => {
  expect(roleOf(property, value)).toBe(role);
});
