import { type PropertyDefinition } from './property.ts';
import {
  callProperties,
  emailProperties,
  feedbackProperties,
  meetingProperties,
  noteProperties,
  taskProperties,
} from './standard-activities.ts';
import { companyProperties, contactProperties, dealProperties, ticketProperties } from './standard-crm.ts';

/** HubSpot's own properties by object type id: those we use and the common ones, not all few hundred. */
export const STANDARD_PROPERTIES: Readonly<Record<string, () => PropertyDefinition[]>> = {
  '0-1': contactProperties,
  '0-2': companyProperties,
  '0-3': dealProperties,
  '0-5': ticketProperties,
  '0-19': feedbackProperties,
  '0-27': taskProperties,
  '0-46': noteProperties,
  '0-47': meetingProperties,
  '0-48': callProperties,
  '0-49': emailProperties,
};
