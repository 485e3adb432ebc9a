import { type USER_ROLES } from '../../model/bands.ts';

/** How this portal says things: names of its own properties, and what its words mean to us. */
export interface CrmRules {
  /** Company properties. */
  readonly segment: string;
  readonly customerSince: string;
  readonly arr: string;
  readonly currency: string;
  /** Contact property with the day the person left the customer. */
  readonly leftAt: string;
  /** Contact property with the person's role. */
  readonly role: string;
  /** Values of that property, in capitals and joined by underscores → ours; the first one that a contact has counts, others are members. */
  readonly roles: readonly (readonly [string, (typeof USER_ROLES)[number]])[];
  /** Labels of the tie between a person and the company → our roles, for those without such a buying role. */
  readonly roleLabels: readonly (readonly [RegExp, (typeof USER_ROLES)[number]])[];
  /** A meeting whose type or title matches is a business review. */
  readonly review: RegExp;
  /** `dealtype` → what the deal means for the account. */
  readonly dealTypes: Readonly<Record<string, 'new' | 'expansion' | 'renewal' | 'contraction'>>;
}

export const DEFAULT_RULES: CrmRules = {
  segment: 'customer_segment',
  customerSince: 'customer_since',
  arr: 'arr',
  currency: 'arr_currency',
  leftAt: 'left_company_at',
  role: 'hs_buying_role',
  roles: [
    ['EXECUTIVE_SPONSOR', 'executive-sponsor'],
    ['CHAMPION', 'champion'],
  ],
  roleLabels: [
    [/sponsor|patrocinador/i, 'executive-sponsor'],
    [/champion|defensor/i, 'champion'],
  ],
  review: /QBR|business review|revisión de negocio/i,
  dealTypes: {
    newbusiness: 'new',
    existingbusiness: 'expansion',
    renewal: 'renewal',
    contraction: 'contraction',
  },
};
