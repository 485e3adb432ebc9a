import { type z } from 'zod';
import { type Call } from './call.ts';
import { validationError } from './errors.ts';
import { invalidJson } from './read-body.ts';

function readWith<Schema extends z.ZodType>(
  schema: Schema,
  body: unknown,
): z.ZodSafeParseResult<z.infer<Schema>> {
  try {
    return schema.safeParse(body);
  } catch (error) {
    // The stack overflows on input that nests thousands of levels deep.
    if (error instanceof RangeError) throw invalidJson('line 1, column 1', 'nested too deeply');
    throw error;
  }
}

/** The body as `schema` reads it; anything else is the 400 that HubSpot's own parser gives. */
export function parseBody<Schema extends z.ZodType>(call: Call, schema: Schema): z.infer<Schema> {
  const parsed = readWith(schema, call.body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = issue?.path.join('.') ?? '';
  const missing = issue?.code === 'invalid_type' && /received undefined/.test(issue.message);
  const why = missing
    ? `Cannot build the request, some of required attributes are not set [${field || 'body'}]`
    : `Cannot deserialize ${field || 'the body'}: ${issue?.message ?? 'unreadable'}`;
  throw invalidJson('line 1, column 1', why);
}

/** An integer query parameter between 1 and `max`; anything else is a 400. */
export function limitParam(call: Call, fallback: number, max: number): number {
  const raw = call.query.get('limit');
  if (raw === null || raw === '') return fallback;
  const limit = Number(raw);
  if (!Number.isInteger(limit) || limit < 1) {
    throw validationError(`Unable to parse value for query parameter: limit: ${raw}`);
  }
  if (limit > max) throw validationError(`limit ${limit} is more than the allowed maximum of ${max}`);
  return limit;
}

/** Values of a repeatable or comma-separated query parameter. */
export function listParam(call: Call, name: string): string[] {
  return call.query
    .getAll(name)
    .flatMap((value) => value.split(','))
    .map((value) => value.trim())
    .filter((value) => value !== '');
}

export function booleanParam(call: Call, name: string): boolean {
  return call.query.get(name)?.toLowerCase() === 'true';
}
