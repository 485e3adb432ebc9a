import { type HealthBreakdown } from '../model/breakdown.ts';

/** What lists, workflows and people act on besides the band, and what it says before there was a full score. */
const ACTED_ON: Readonly<Record<string, string>> = { health_alert_level: 'unknown', health_playbook: '' };

/**
 * The values to publish: a provisional score raises no alert and calls for nothing (scoring.md, section 2), so these
 * properties stay as the last full score left them in HubSpot.
 *
 * @param values what the score by itself would be published as
 * @param written the company's health properties as HubSpot has them
 */
export function withHeldProperties(
  values: Readonly<Record<string, string>>,
  { result, publishedBand }: Pick<HealthBreakdown, 'result' | 'publishedBand'>,
  written: Readonly<Record<string, string | null>>,
): Record<string, string> {
  if (!result.provisional) return { ...values };
  const held = Object.entries(ACTED_ON).map(([name, before]): [string, string] => [
    name,
    publishedBand === 'unknown' ? before : (written[name] ?? before),
  ]);
  return { ...values, ...Object.fromEntries(held) };
}
