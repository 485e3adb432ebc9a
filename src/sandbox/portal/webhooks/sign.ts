import { createHash, createHmac } from 'node:crypto';

interface SignedCall {
  readonly method: string;
  readonly url: string;
  readonly body: string;
}

/** The headers that prove a call to be HubSpot's: object webhooks carry the first and the third signature. */
export function signatureHeaders(
  call: SignedCall,
  secret: string,
  timestamp: number,
): Record<string, string> {
  const signed = `${call.method}${call.url}${call.body}${timestamp}`;
  return {
    'x-hubspot-signature-version': 'v1',
    'x-hubspot-signature': createHash('sha256')
      .update(secret + call.body)
      .digest('hex'),
    'x-hubspot-signature-v3': createHmac('sha256', secret).update(signed).digest('base64'),
    'x-hubspot-request-timestamp': String(timestamp),
  };
}

/** The same for actions of workflows, which carry the second signature only. */
export function actionSignatureHeaders(
  { method, url, body }: SignedCall,
  secret: string,
): Record<string, string> {
  return {
    'x-hubspot-signature-version': 'v2',
    'x-hubspot-signature': createHash('sha256')
      .update(secret + method + url + body)
      .digest('hex'),
  };
}
