/** Anything the API hands out. The builders check their fields against the official client's types. */
export interface StripeObject {
  readonly id: string;
  readonly object: string;
  readonly created: number;
  readonly [field: string]: unknown;
}

export const API_VERSION = '2026-10-28.endive';
export const PRODUCT_ID = 'prod_seat';

/** Ids of what belongs to a customer, from `cus_0007`. */
export function idsOf(customerId: string): { subscription: string; item: string; price: string } {
  const number = customerId.slice('cus_'.length);
  return { subscription: `sub_${number}`, item: `si_${number}`, price: `price_${number}` };
}

/** A list inside another object, complete on its first page. */
export function embeddedList<Item>(url: string, data: Item[]) {
  return { object: 'list' as const, data, has_more: false, url };
}
