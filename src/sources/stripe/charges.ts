import { type Mapped, setAside } from './mapped.ts';
import { charge } from './shapes.ts';

/** A failed charge of a customer; every other charge becomes nothing. */
export function mapCharge(raw: unknown): Mapped {
  const parsed = charge.safeParse(raw);
  if (!parsed.success) return setAside('charges', raw, parsed.error);
  const { id, customer, status, created } = parsed.data;
  if (status !== 'failed' || customer == null) return {};
  return { records: [{ kind: 'failed-charge', id, accountId: customer, at: created }] };
}
