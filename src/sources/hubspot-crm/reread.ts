import { toAppError } from '../../errors.ts';
import { type HubSpotApi } from '../../model/hubspot-api.ts';
import { type CrmCursor } from './cursor.ts';
import { type ObjectKind } from './object-kind.ts';
import { readCurrent } from './read.ts';
import { type CrmPage, toArchivePage, toPage } from './to-page.ts';
import { recordIdOf } from './wire.ts';

/**
 * Records by their ids as they are now, which search shows only up to half a minute later. Companies that are gone come
 * as archived, other records as deleted. The cursor stays where it was.
 */
export async function reread(
  kind: ObjectKind,
  api: HubSpotApi,
  cursor: CrmCursor,
  ids: readonly string[],
): Promise<CrmPage> {
  try {
    const ready = (await kind.prepare?.(api)) ?? kind;
    const records = await readCurrent(api, ready, ids);
    const page = await toPage(api, ready, records, cursor, false);
    const found = new Set(records.map(recordIdOf));
    const gone = await goneOf(
      ready,
      api,
      cursor,
      ids.filter((id) => !found.has(id)),
    );
    return {
      ...page,
      companies: [...(page.companies ?? []), ...(gone.companies ?? [])],
      deleted: [...(page.deleted ?? []), ...(gone.deleted ?? [])],
    };
  } catch (thrown) {
    // The pull has reported the missing scope.
    if (kind.optional !== true || toAppError(thrown).code !== 'forbidden') throw thrown;
    return { cursor, read: 0 };
  }
}

async function goneOf(
  kind: ObjectKind,
  api: HubSpotApi,
  cursor: CrmCursor,
  ids: readonly string[],
): Promise<CrmPage> {
  const { recordKinds } = kind;
  if (recordKinds.length > 0) {
    const deleted = ids.flatMap((id) => recordKinds.map((each) => ({ kind: each, id })));
    return { cursor, read: 0, deleted };
  }
  return toArchivePage(kind, await readCurrent(api, kind, ids, { archived: true }), cursor, 0);
}
