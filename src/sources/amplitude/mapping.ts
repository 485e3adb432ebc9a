import { z } from 'zod';
import defaults from './default-mapping.json' with { type: 'json' };

/**
 * What the events of a product mean. Event names are patterns: `*` stands for any text, case does not matter.
 * A customer's own mapping replaces the keys it states; `default-mapping.json` fills the rest.
 */

const depth = z.enum(['basic', 'moderate', 'advanced']);
export type Depth = z.infer<typeof depth>;

const pattern = z.string().min(1).max(200);

/** `user_properties.plan.id`: a column of the export and the keys below it. */
const propertyPath = z
  .string()
  .regex(
    /^(user_properties|event_properties)(\.[^."\\]+)+$/,
    'expected user_properties.… or event_properties.…',
  );

/** A key without the characters that a JSON path would need escaped. */
const key = z.string().regex(/^[^"\\]{1,100}$/, 'expected a key without quotes and backslashes');

export const eventMapping = z.strictObject({
  /** Events that say nothing about use; they do not make a user active. */
  ignored: z.array(pattern).default(defaults.ignored),
  /** Events that make a user active but are no feature: logins and page views. */
  activityOnly: z.array(pattern).default(defaults.activityOnly),
  workflows: z
    .strictObject({ started: z.array(pattern), completed: z.array(pattern) })
    .default(defaults.workflows),
  /** Events that show an integration working, and the event property that names it. */
  integrations: z
    .array(z.strictObject({ event: pattern, except: z.array(pattern).default([]), property: key }))
    .default(defaults.integrations),
  /** The first rule that fits decides. Without `feature` the event name is the feature's id. */
  features: z
    .array(
      z.strictObject({
        event: pattern,
        feature: z.string().min(1).max(200).optional(),
        depth,
      }),
    )
    .default(() => defaults.features.map((rule) => ({ ...rule, depth: depth.parse(rule.depth) }))),
  /** Where the account is when the event has no group, tried in this order. */
  accountProperties: z.array(propertyPath).default(defaults.accountProperties),
  /** Where a user's e-mail address is, tried in this order. */
  emailProperties: z.array(propertyPath).default(defaults.emailProperties),
  /** Keys of the group's properties that tie it to a HubSpot company, tried in this order. */
  groupProperties: z
    .strictObject({ name: z.array(key), domain: z.array(key), hubspotCompanyId: z.array(key) })
    .default(defaults.groupProperties),
});
export type EventMapping = z.infer<typeof eventMapping>;
export type EventMappingInput = z.input<typeof eventMapping>;
