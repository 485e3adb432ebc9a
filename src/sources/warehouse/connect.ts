import { type Source } from '../../model/source.ts';
import { readDatasetsFile } from '../datasets/dataset.ts';
import { type SourceDeps } from '../http/deps.ts';
import { createWarehouseSource } from './index.ts';

/** Its settings, by the names of their environment variables. */
export interface WarehouseSettings {
  readonly PULSO_WAREHOUSE_URL?: string | undefined;
  /** Path of the mapping. */
  readonly PULSO_WAREHOUSE_MAPPING?: string | undefined;
}

/** The source, or null where it is not set. */
export function connectWarehouse({
  config,
  deps,
}: {
  readonly config: WarehouseSettings;
  readonly deps?: SourceDeps;
}): Source | null {
  const { PULSO_WAREHOUSE_URL: url, PULSO_WAREHOUSE_MAPPING: file } = config;
  if (url === undefined || file === undefined) return null;
  return createWarehouseSource({ url, datasets: readDatasetsFile(file, 'table') }, deps);
}
