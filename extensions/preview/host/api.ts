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

async function get<Answer>(path: string): Promise<Answer> {
  const response = await fetch(path);
  const body = (await response.json()) as Answer & { readonly error?: string };
  if (!response.ok) throw new Error(body.error ?? `The preview server answered ${response.status}.`);
  return body;
}
