import { type z } from 'zod';
import { type SourceRecord } from '../../model/record.ts';
import { type ExternalAccount, type Quarantined } from '../../model/source.ts';

/** What one Stripe object becomes. */
export interface Mapped {
  readonly accounts?: readonly ExternalAccount[];
  readonly records?: readonly SourceRecord[];
  readonly deleted?: readonly { readonly kind: SourceRecord['kind']; readonly id: string }[];
  readonly quarantined?: readonly Quarantined[];
}

/** An object that does not fit its schema, set aside with its id and the first thing wrong with it. */
export function setAside(stream: string, raw: unknown, error: z.ZodError): Mapped {
  const issue = error.issues[0];
  const reason = issue === undefined ? 'does not fit' : `${issue.path.join('.')}: ${issue.message}`;
  return { quarantined: [{ stream, recordId: idOf(raw), reason }] };
}

function idOf(raw: unknown): string | null {
  return typeof raw === 'object' && raw !== null && 'id' in raw && typeof raw.id === 'string' ? raw.id : null;
}
