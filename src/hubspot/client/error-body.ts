import { z } from 'zod';

/** HubSpot's error envelope. Everything is optional: real answers leave out what the specification requires. */
export const errorBody = z.looseObject({
  message: z.string().optional().catch(undefined),
  category: z.string().optional().catch(undefined),
  correlationId: z.string().optional().catch(undefined),
  policyName: z.string().optional().catch(undefined),
  errors: z
    .array(
      z.looseObject({
        message: z.string().optional().catch(undefined),
        code: z.string().optional().catch(undefined),
        context: z.record(z.string(), z.unknown()).optional().catch(undefined),
      }),
    )
    .optional()
    .catch(undefined),
  context: z.record(z.string(), z.unknown()).optional().catch(undefined),
});
export type ErrorBody = z.infer<typeof errorBody>;

/** The envelope in the text of an answer; empty when it is not one (a proxy's HTML page, cut-off JSON). */
export function parseErrorBody(text: string): ErrorBody {
  try {
    return errorBody.safeParse(JSON.parse(text)).data ?? {};
  } catch {
    return {};
  }
}

/** Scopes that a 403 says are missing. */
export function missingScopes(body: ErrorBody): string[] {
  const contexts = [body.context, ...(body.errors ?? []).map((each) => each.context)];
  const scopes = contexts.flatMap((context) => [
    ...strings(context?.requiredGranularScopes),
    ...strings(context?.requiredScopes),
  ]);
  return [...new Set(scopes)];
}

/** Those members of an unknown value that are strings; nothing when it is not a list. */
export function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
}
