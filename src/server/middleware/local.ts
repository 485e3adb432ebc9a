import { type Application, type Request } from 'express';

const SETTING = 'pulso trusts this machine';

/** Whether requests from this machine may do without signature or token; they may unless told. */
export function trustLocal(app: Application, trusted: boolean): void {
  app.set(SETTING, trusted);
}

/**
 * Whether a request comes from this machine and nothing stands between: the peer itself, not a header that anybody can
 * write; addressed as this machine, so that a web page whose name was pointed here (DNS rebinding) reads nothing; with
 * no trace of a proxy, whose requests come from this machine whoever sent them; and not made by a page from elsewhere,
 * which a browser on this machine lets ask here.
 */
export function isLocal(request: Request): boolean {
  if (request.app.get(SETTING) === false) return false;
  const peer = request.socket.remoteAddress ?? '';
  const isLoopback = peer === '::1' || peer.startsWith('127.') || peer.startsWith('::ffff:127.');
  return (
    isLoopback &&
    isLocalName(request.headers.host ?? '') &&
    !OF_PROXIES.some((name) => name in request.headers) &&
    !isOfOtherPage(request)
  );
}

/**
 * Whether a page of another origin made the browser ask; another port of this machine is another origin. Following a
 * link from it is allowed: that changes nothing, and the page with the link does not see the answer.
 */
function isOfOtherPage({ method, headers }: Request): boolean {
  if (
    method === 'GET' &&
    headers['sec-fetch-mode'] === 'navigate' &&
    headers['sec-fetch-dest'] === 'document'
  )
    return false;
  const { origin, host, 'sec-fetch-site': site = 'none' } = headers;
  if (site !== 'same-origin' && site !== 'none') return true;
  return origin !== undefined && !(URL.canParse(origin) && new URL(origin).host === host);
}

const OF_PROXIES = [
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
  'via',
];

/** @param host a name or address, with or without a port */
export function isLocalName(host: string): boolean {
  return URL.canParse(`http://${host}`) && LOCAL_NAMES.has(new URL(`http://${host}`).hostname);
}

const LOCAL_NAMES = new Set(['localhost', '127.0.0.1', '[::1]']);
