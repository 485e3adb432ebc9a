import { z } from 'zod';
import { type Call, noContent, type Reply } from '../http/call.ts';
import { parseBody } from '../http/parse.ts';
import { CONTACTS } from '../schema/object-types.ts';
import { recordId } from './bodies.ts';
import { findRecord } from './find.ts';
import { archiveRecord } from './records.ts';

const gdprBody = z.object({ objectId: recordId, idProperty: z.string().nullish() });

/** A contact is deleted for good: it is not even among the archived ones. An unknown one is no error. */
export function gdprDelete(call: Call): Reply {
  const { objectId, idProperty } = parseBody(call, gdprBody);
  const record = findRecord(call.state, CONTACTS, objectId, idProperty);
  if (record !== undefined) {
    archiveRecord(call.state, CONTACTS, record.id);
    call.state.forget(CONTACTS, record.id);
  }
  return noContent();
}
