import { type ErrorCode } from '../errors.ts';

/** What an operator can do about a job that was given up, by the code of its last error. */
const REMEDIES: Readonly<Partial<Record<ErrorCode, string>>> = {
  unauthorized:
    'The token or key was refused. Connect the account again (or renew the token), then run "pulso portals retry".',
  forbidden: 'A permission is missing; the message names it. Grant it, then run "pulso portals retry".',
  'config-invalid': 'Correct the setting that the message names, restart, then run "pulso portals retry".',
  'rate-limited': 'The other side stayed over its limit. It is tried again by the next daily run.',
  'upstream-unavailable': 'The other side stayed unavailable. It is tried again by the next daily run.',
  'upstream-invalid':
    'The other side answers what it should not. Check its status page, then run "pulso portals retry".',
  'upstream-rejected': 'The other side refused the request; the message says why. Correct it there.',
  'store-failed': 'The database failed. Check it with "pulso doctor", then run "pulso portals retry".',
  internal: 'This is a fault of Pulso. Report it with the message, then run "pulso portals retry".',
};

export function remedyFor(code: ErrorCode): string {
  return REMEDIES[code] ?? 'Read the message, correct the cause, then run "pulso portals retry".';
}
