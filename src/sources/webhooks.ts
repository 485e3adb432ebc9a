import { type WebhookVendor } from '../model/webhook.ts';
import { intercomWebhook } from './intercom/index.ts';
import { segmentWebhook } from './segment/index.ts';
import { stripeWebhook } from './stripe/webhook.ts';
import { SURVEYS_WEBHOOK } from './surveys/index.ts';
import { USERPILOT_WEBHOOK } from './userpilot/index.ts';
import { zendeskWebhook } from './zendesk/index.ts';

/** Every system that may deliver, and the variable with the secret that its deliveries are checked with. */
export const WEBHOOKS: readonly { readonly vendor: WebhookVendor; readonly secretName: string }[] = [
  { vendor: stripeWebhook, secretName: 'STRIPE_WEBHOOK_SECRET' },
  { vendor: intercomWebhook, secretName: 'INTERCOM_CLIENT_SECRET' },
  { vendor: segmentWebhook, secretName: 'SEGMENT_WRITE_KEY' },
  { vendor: zendeskWebhook, secretName: 'ZENDESK_WEBHOOK_SECRET' },
  { vendor: SURVEYS_WEBHOOK, secretName: 'PULSO_SURVEYS_TOKEN' },
  { vendor: USERPILOT_WEBHOOK, secretName: 'PULSO_USERPILOT_TOKEN' },
];
