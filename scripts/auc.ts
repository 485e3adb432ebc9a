import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { horizonAuc, type PanelRow } from '../src/insights/horizon.ts';
import { openStore } from '../src/store/open.ts';

/**
 * Measures the default score on the simulated world: runs the whole job over HTTP for each profile, then compares
 * the stored point-in-time snapshots with the world's truth. Usage: npm run auc [-- companies seed]
 */
const [companies = '400', seed = '7'] = process.argv.slice(2);
const root = path.resolve(import.meta.dirname, '..');

for (const profile of ['demo', 'realistic', 'null']) {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'pulso-auc-'));
  try {
    runDemo(dataDir, profile);
    const folder = path.join(dataDir, readdirSync(dataDir)[0] ?? '');
    const { panel, today } = await readPanel(folder);
    console.log(
      `\n${profile} profile, ${companies} customers, seed ${seed}, ${panel.length} scores of current customers`,
    );
    console.log('days ahead   scores   lost   AUC     AUC within segments');
    for (const horizon of [30, 60, 90]) {
      const { rows, churned, auc, within } = horizonAuc(panel, horizon, today);
      const cells = [
        String(horizon).padStart(10),
        String(rows).padStart(8),
        String(churned).padStart(6),
        figure(auc),
        figure(within),
      ];
      console.log(cells.join('  '));
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function runDemo(dataDir: string, profile: string): void {
  const args = [
    'src/main.ts',
    'demo',
    '--once',
    '--json',
    '--companies',
    companies,
    '--seed',
    seed,
    '--profile',
    profile,
  ];
  execFileSync(process.execPath, args, {
    cwd: root,
    env: { ...process.env, PULSO_DATA_DIR: dataDir },
    stdio: 'pipe',
  });
}

async function readPanel(folder: string): Promise<{ panel: PanelRow[]; today: string }> {
  const truth = new Map(
    readFileSync(path.join(folder, 'sandbox', 'truth.csv'), 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(','))
      .map(([companyId, , segment, , churnDay]) => [
        companyId ?? '',
        { segment: segment ?? null, churnDay: churnDay || null },
      ]),
  );
  const store = await openStore({ dataDir: folder });
  try {
    const rows = await store.db
      .selectFrom('snapshot')
      .select(['company_id', 'as_of', 'score'])
      .where('score', 'is not', null)
      .execute();
    const panel = rows.map((row) => ({
      companyId: row.company_id,
      asOf: row.as_of,
      score: row.score ?? 0,
      churnedAt: truth.get(row.company_id)?.churnDay ?? null,
      segment: truth.get(row.company_id)?.segment ?? null,
    }));
    const today = rows.reduce((latest, row) => (row.as_of > latest ? row.as_of : latest), '');
    return { panel, today };
  } finally {
    await store.close();
  }
}

function figure(auc: number | null): string {
  return (auc === null ? '–' : auc.toFixed(3)).padStart(5);
}
