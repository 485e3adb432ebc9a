/** What the app asks for at installation; equal to `requiredScopes` in `extensions/app-hsmeta.json` (a test says so). */
export const REQUIRED_SCOPES = [
  'oauth',
  'crm.objects.companies.read',
  'crm.objects.companies.write',
  'crm.schemas.companies.read',
  'crm.schemas.companies.write',
  'crm.objects.contacts.read',
  'crm.objects.contacts.write',
  // Tasks have no scopes of their own: their properties come with those of contacts.
  'crm.schemas.contacts.read',
  'crm.schemas.contacts.write',
  'crm.objects.deals.read',
  'crm.objects.owners.read',
  'crm.lists.read',
  'crm.lists.write',
  'tickets',
] as const;
/** Workflows, mails, and the survey answers of accounts that have them; granted or not, the rest works. */
export const OPTIONAL_SCOPES = [
  'automation',
  'crm.objects.feedback_submissions.read',
  // Beside the contacts scope, which alone opens meetings, calls and tasks.
  'sales-email-read',
] as const;

/** Required scopes that were not granted. */
export function missingScopes(granted: readonly string[]): string[] {
  return REQUIRED_SCOPES.filter((scope) => !granted.includes(scope));
}
