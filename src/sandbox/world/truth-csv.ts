import { type World } from './types.ts';

const HEADER = 'companyId,accountId,segment,churnKind,churnDay,onsetDay,depth,expansionDay,fit,cause';

/** What really happens to every company, for judging scores; empty where there is nothing. No field needs quotes. */
export function worldTruthCsv(world: World): string {
  const rows = world.companies.map(({ id, accountId, segment, truth }) =>
    [
      id,
      accountId,
      segment,
      truth.churnKind ?? '',
      truth.churnDay ?? '',
      truth.onsetDay ?? '',
      truth.depth?.toFixed(4) ?? '',
      truth.expansionDay ?? '',
      truth.fit.toFixed(4),
      truth.cause ?? '',
    ].join(','),
  );
  return `${[HEADER, ...rows].join('\n')}\n`;
}
