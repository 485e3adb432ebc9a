import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { SERVICE_FLAGS } from '../service-flags.ts';

/** The most memory that pulling a file takes, in MB, in a process of its own with the settings of the service. */
export interface Peak {
  readonly plain: number;
  readonly withIds: number;
}

export async function peakOf(file: string, databaseUrl: string | undefined): Promise<Peak> {
  const megabytes = async (ids: string) => {
    const child = path.join(import.meta.dirname, 'peak.ts');
    const args = [...SERVICE_FLAGS, child, file, ids, ...(databaseUrl === undefined ? [] : [databaseUrl])];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    return Math.round(Number(stdout));
  };
  return { plain: await megabytes('plain'), withIds: await megabytes('with-ids') };
}
