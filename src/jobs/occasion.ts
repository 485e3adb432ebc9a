import { createHash } from 'node:crypto';

/**
 * A UUID that names an occasion, for example a portal's run of a minute: whoever computes it on whatever machine gets
 * the same one, so that several schedulers ask for one job.
 */
export function occasionId(...parts: readonly string[]): string {
  const hash = createHash('sha256').update(parts.join('\u0000')).digest();
  // Marked as a version 8 (custom) UUID.
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x80;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}
