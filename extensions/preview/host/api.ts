import { type PreviewCompany } from '../protocol.ts';

export type Properties = Readonly<Record<string, string | null>>;

/** The companies and properties behind the preview. Throws with the server's message when it cannot get them. */
export async function fetchCompanies(): Promise<readonly PreviewCompany[]> {
  return get<readonly PreviewCompany[]>('/api/companies');
}

export async function fetchProperties(companyId: string, names: readonly string[]): Promise<Properties> {
  const query = new URLSearchParams({ names: names.join(',') });
  return get<Properties>(`/api/companies/${encodeURIComponent(companyId)}/properties?${query}`);
}

export async function fetchPortalId(): Promise<number> {
  return get<number>('/api/portal');
}

/** What the service answers to an action; throws when there is none. */
export async function postAction(action: string, parameters: object): Promise<unknown> {
  const response = await fetch(`/api/actions/${action}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(parameters),
  });
  if (!response.ok) throw new Error(`The preview server answered ${response.status}.`);
  return (await response.json()) as unknown;
}

async function get<Answer>(path: string): Promise<Answer> {
  const response = await fetch(path);
  const body = (await response.json()) as Answer & { readonly error?: string };
  if (!response.ok) throw new Error(body.error ?? `The preview server answered ${response.status}.`);
  return body;
}
