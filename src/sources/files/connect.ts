import { type Source } from '../../model/source.ts';
import { readDatasetsFile } from '../datasets/dataset.ts';
import { createFilesSource } from './index.ts';

/** Its settings, by the names of their environment variables. */
export interface FilesSettings {
  /** Path of the mapping. */
  readonly PULSO_FILES_MAPPING?: string | undefined;
}

/** The source, or null where no mapping is set. */
export function connectFiles({ config }: { readonly config: FilesSettings }): Source | null {
  const file = config.PULSO_FILES_MAPPING;
  return file === undefined ? null : createFilesSource(readDatasetsFile(file, 'file'));
}
