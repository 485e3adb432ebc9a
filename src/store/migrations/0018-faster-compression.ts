import { type Kysely } from 'kysely';
import { compressFast, type LargeColumn } from './fast-compression.ts';

const LARGE_COLUMNS: readonly LargeColumn[] = [
  ['usage_month', 'data'],
  ['usage_month', 'seen'],
  ['health', 'breakdown'],
  ['snapshot', 'detail'],
  ['company', 'health_properties'],
];

export async function up(db: Kysely<unknown>): Promise<void> {
  await compressFast(db, LARGE_COLUMNS);
}
