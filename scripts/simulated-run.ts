import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openStore, type Store } from '../src/store/open.ts';

export interface SimulatedRun {
  /** Data folder of the run; `sandbox/truth.csv` in it says what really happens to each company. */
  readonly folder: string;
  readonly store: Store;
  readonly portalId: string;
}

/** Runs the whole job over HTTP on a simulated world and hands over what it stored; removed afterwards. */
export async function withSimulatedRun(
  options: Readonly<Record<'companies' | 'days' | 'seed' | 'profile', string>>,
  use: (run: SimulatedRun) => Promise<void>,
): Promise<void> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'pulso-run-'));
  try {
    const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
    execFileSync(process.execPath, ['src/main.ts', 'demo', '--once', '--json', ...args], {
      cwd: path.resolve(import.meta.dirname, '..'),
      env: { ...process.env, PULSO_DATA_DIR: dataDir },
      stdio: 'pipe',
      maxBuffer: 1 << 26,
    });
    const folder = path.join(dataDir, readdirSync(dataDir)[0] ?? '');
    const store = await openStore({ dataDir: folder });
    try {
      const row = await store.db.selectFrom('snapshot').select('portal_id').executeTakeFirstOrThrow();
      await use({ folder, store, portalId: row.portal_id });
    } finally {
      await store.close();
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}
