/** User and password of an HTTP Basic header; null when there is none or it is malformed. */
export function basicCredentials(
  authorization: string | undefined,
): { user: string; password: string } | null {
  const match = /^Basic ([A-Za-z0-9+/=_-]+)$/i.exec(authorization ?? '');
  if (match === null) return null;
  const text = Buffer.from(match[1] ?? '', 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 ? null : { user: text.slice(0, colon), password: text.slice(colon + 1) };
}

/** Token of an HTTP Bearer header; null when there is none or it is malformed. */
export function bearerToken(authorization: string | undefined): string | null {
  return /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1] ?? null;
}
