/** Ids have 15 characters, or 18: then the last three only repeat the case of the others. */
const SALESFORCE_ID = /^([A-Za-z0-9]{15})(?:[A-Za-z0-9]{3})?$/;

/** The part of a Salesforce id that identifies, in its case, however long it is written; null for anything else. */
export function salesforceKey(text: string | null | undefined): string | null {
  return SALESFORCE_ID.exec(text?.trim() ?? '')?.[1] ?? null;
}
