import { date, type ObjectKind, text } from '../object-kind.ts';
import { type CrmRules } from '../rules.ts';

/** People at the customer, with their role in the relationship. */
export function contacts(rules: CrmRules): ObjectKind {
  return {
    name: 'contacts',
    objectType: 'contacts',
    recordKinds: ['contact'],
    searchOnly: false,
    // Contacts are the one type without hs_lastmodifieddate.
    modifiedProperty: 'lastmodifieddate',
    associations: ['companies'],
    labelled: true,
    properties: ['email', 'firstname', 'lastname', rules.role, 'lastmodifieddate', rules.leftAt],
    map: (record, links, labels) => {
      const [accountId] = links('companies');
      if (accountId === undefined) return null;
      const named = text(record, rules.role)?.split(';') ?? [];
      const buyingRoles = named.map((each) =>
        each
          .trim()
          .toUpperCase()
          .replaceAll(/[\s-]+/g, '_'),
      );
      const role =
        rules.roles.find(([theirs]) => buyingRoles.includes(theirs)) ??
        rules.roleLabels.find(([label]) => labels('companies', accountId).some((each) => label.test(each)));
      const name = [text(record, 'firstname'), text(record, 'lastname')].filter((part) => part !== null);
      return {
        kind: 'contact',
        id: record.id,
        accountId,
        createdAt: record.createdAt,
        email: text(record, 'email'),
        name: name.length === 0 ? null : name.join(' '),
        role: role?.[1] ?? 'member',
        leftAt: date(record, rules.leftAt),
      };
    },
  };
}
