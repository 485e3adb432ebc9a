/** What lists, workflows and people act on besides the band, and what it says before there was a full score. */
const ACTED_ON: Readonly<Record<string, string>> = { health_alert_level: 'unknown', health_playbook: '' };

/**
 * The values to publish: a provisional score raises no alert and calls for nothing (scoring.md, section 2), so these
 * properties stay as the last full score left them in HubSpot.
 *
 * @param values what the score by itself would be published as
 * @param score the published band, and whether the score behind the values is provisional
 * @param written the company's health properties as HubSpot has them
 */
export function withHeldProperties(
  values: Readonly<Record<string, string>>,
  { provisional, band }: { readonly provisional: boolean; readonly band: string },
  written: Readonly<Record<string, string | null>>,
): Record<string, string> {
  if (!provisional) return { ...values };
  const held = Object.entries(ACTED_ON).map(([name, before]): [string, string] => [
    name,
    band === 'unknown' ? before : (written[name] ?? before),
  ]);
  return { ...values, ...Object.fromEntries(held) };
}
