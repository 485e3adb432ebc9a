import { type z } from 'zod';
import { type Mapped, setAside as setAsideById, textAt } from '../mapped.ts';

export { type Mapped } from '../mapped.ts';

/** A Stripe object that does not fit its schema. */
export function setAside(stream: string, raw: unknown, error: z.ZodError): Mapped {
  return setAsideById(stream, textAt(raw, 'id'), error);
}
