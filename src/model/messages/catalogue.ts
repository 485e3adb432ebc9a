import { ACCOUNT_MESSAGES } from './accounts.ts';
import { ACTION_MESSAGES } from './actions.ts';
import { FIELD_MESSAGES } from './fields.ts';
import { FUNCTION_MESSAGES } from './functions.ts';
import { GENERAL_MESSAGES } from './general.ts';
import { HUBSPOT_MESSAGES } from './hubspot.ts';
import { SERVICE_MESSAGES } from './service.ts';
import { SET_ASIDE_MESSAGES } from './set-aside.ts';
import { SOURCE_MESSAGES } from './sources.ts';

/** Every error and every reason that people see, by its code, in every language; `{slots}` are filled by `say`. */
export const MESSAGES = {
  ...GENERAL_MESSAGES,
  ...FIELD_MESSAGES,
  ...SET_ASIDE_MESSAGES,
  ...ACCOUNT_MESSAGES,
  ...SOURCE_MESSAGES,
  ...HUBSPOT_MESSAGES,
  ...ACTION_MESSAGES,
  ...SERVICE_MESSAGES,
  ...FUNCTION_MESSAGES,
} as const;
export type MessageCode = keyof typeof MESSAGES;
