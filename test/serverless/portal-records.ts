import { z } from 'zod';
import { type PipelineDeps } from '../../src/pipeline/deps.ts';

type Portal = Pick<PipelineDeps, 'api' | 'portalId'>;

const results = z.object({ results: z.array(z.object({ properties: z.record(z.string(), z.unknown()) })) });

/** Tasks of the portal that name the company in their key. */
export async function tasksOf({ api, portalId }: Portal, companyId: string): Promise<string[]> {
  const answer = await api.request({
    method: 'GET',
    path: '/crm/objects/2026-09/tasks',
    query: { limit: 100, properties: 'hs_task_subject,pulso_task_key,health_task_key' },
    schema: results,
  });
  return answer.results
    .filter(({ properties }) =>
      Object.values(properties).some(
        (value) => typeof value === 'string' && value.startsWith(`${portalId}:${companyId}:`),
      ),
    )
    .map(({ properties }) => String(properties['hs_task_subject']));
}

export async function propertiesOf(
  { api }: Portal,
  companyId: string,
): Promise<Record<string, string | null>> {
  const answer = await api.request({
    method: 'GET',
    path: `/crm/objects/2026-09/companies/${companyId}`,
    query: { properties: 'health_band,health_score,health_scored_at' },
    schema: z.object({ properties: z.record(z.string(), z.string().nullable()) }),
  });
  return answer.properties;
}
