import { createTransport } from 'nodemailer';
import { type Config } from '../config.ts';
import { AppError, toAppError } from '../errors.ts';
import { type AlertOutcome, type AlertWay, type CriticalAccount } from '../pipeline/alerts.ts';
import { assertPublicAddress, guardedFetch } from './guarded-fetch.ts';

/**
 * Tells people about accounts that became critical, in each way about those they were not told of in it yet. Never
 * rejects: a way that fails keeps no other from being tried, and says why in its outcome.
 */
export type Alert = (accounts: readonly CriticalAccount[]) => Promise<AlertOutcome[]>;

interface Way {
  readonly id: AlertWay;
  readonly send: (text: string) => Promise<void>;
}

const TIMEOUT_MS = 10_000;

/** By chat webhook and by mail, whichever is configured; null when neither is. */
export function createAlert(config: Config, recordUrl: (companyId: string) => string): Alert | null {
  const ways = [chatAlert(config), mailAlert(config)].filter((way) => way !== null);
  if (ways.length === 0) return null;
  return async (accounts) => {
    const outcomes: AlertOutcome[] = [];
    for (const { id, send } of ways) {
      const untold = accounts.filter(({ toldBy }) => !toldBy.includes(id));
      if (untold.length === 0) continue;
      const failure = await send(alertText(untold, recordUrl)).then(
        () => null,
        (error: unknown) => toAppError(error).message,
      );
      outcomes.push({ way: id, accounts: untold, failure });
    }
    return outcomes;
  };
}

/** One line an account; at most twenty, the rest counted. */
export function alertText(
  accounts: readonly CriticalAccount[],
  recordUrl: (companyId: string) => string,
): string {
  const shown = accounts.slice(0, 20).map(({ companyId, name, score, topRisk }) => {
    const points = score === null ? '' : ` (${score.toFixed(1)})`;
    return `${oneLine(name)}${points}: ${oneLine(topRisk ?? 'no single reason')} ${recordUrl(companyId)}`;
  });
  const more = accounts.length - shown.length;
  return [
    accounts.length === 1 ? '1 account became critical' : `${accounts.length} accounts became critical`,
    ...shown,
    ...(more > 0 ? [`and ${more} more`] : []),
  ].join('\n');
}

/** Names come from customers: no line of theirs may look like one of ours, nor like a header of a mail. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').slice(0, 200);
}

function chatAlert(config: Config): Way | null {
  const address = config.PULSO_ALERT_WEBHOOK_URL;
  if (address === undefined) return null;
  const call = config.PULSO_PRIVATE_ADDRESSES === 'allow' ? fetch : guardedFetch();
  const send = async (text: string): Promise<void> => {
    const answer = await call(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!answer.ok)
      throw new AppError('upstream-unavailable', `The alert webhook answered ${answer.status}.`);
  };
  return { id: 'chat', send };
}

function mailAlert(config: Config): Way | null {
  const { PULSO_SMTP_URL: url, PULSO_ALERT_EMAIL_TO: to, PULSO_ALERT_EMAIL_FROM: from } = config;
  if (url === undefined || to === undefined || from === undefined) return null;
  const send = async (text: string): Promise<void> => {
    if (config.PULSO_PRIVATE_ADDRESSES === 'refuse') {
      await assertPublicAddress(new URL(url.replace(/^smtps?:/, 'https:')));
    }
    const transport = createTransport({ url, connectionTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS });
    const [subject = ''] = text.split('\n', 1);
    try {
      await transport.sendMail({ from, to, subject: `Pulso: ${subject}`, text });
    } finally {
      transport.close();
    }
  };
  return { id: 'mail', send };
}
