import { lookup } from 'node:dns/promises';
import ipaddr from 'ipaddr.js';
import { AppError } from '../errors.ts';

export type Resolve = (host: string) => Promise<readonly string[]>;

/**
 * Whether an address that a customer configured may be called: only public ones, so that nobody makes this service
 * call its own database, a neighbour or the cloud's metadata.
 * @throws AppError `config-invalid` when the name resolves to any address that is not public.
 */
export async function assertPublicAddress(url: URL, resolve: Resolve = resolveAll): Promise<void> {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw refused(url, 'only http(s) is called');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const addresses = ipaddr.isValid(host) ? [host] : await resolve(host);
  if (addresses.length === 0) throw refused(url, 'the name does not resolve');
  for (const address of addresses) {
    // Mapped and embedded IPv4 (::ffff:127.0.0.1, 64:ff9b::) count as what they stand for, or as not public.
    if (ipaddr.process(address).range() !== 'unicast') throw refused(url, 'it is not a public address');
  }
}

/** `fetch` that looks where a name leads before every request and follows no redirects. */
export function guardedFetch(resolve: Resolve = resolveAll): typeof fetch {
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    await assertPublicAddress(url, resolve);
    return fetch(input, { ...init, redirect: 'error' });
  };
}

async function resolveAll(host: string): Promise<string[]> {
  try {
    return (await lookup(host, { all: true })).map((each) => each.address);
  } catch {
    return [];
  }
}

function refused(url: URL, reason: string): AppError {
  return new AppError(
    'config-invalid',
    `The address ${url.protocol}//${url.host} is not called: ${reason}. For systems in your own network set PULSO_PRIVATE_ADDRESSES=allow.`,
  );
}
