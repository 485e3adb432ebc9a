/** An event in the shape that the roll-up reads: one JSON line of a file. */
export interface EventLine {
  /** The same for every copy of the event; undefined when copies cannot be told. */
  readonly uuid: string | undefined;
  readonly event_type: string;
  /** UTC, `2026-10-31 09:10:00.000`. */
  readonly event_time: string;
  /** UTC; its day is the chunk of the row. */
  readonly server_upload_time: string;
  readonly user_id: string | number | null;
  /** Group type → account, or several of which the first counts. */
  readonly groups: Readonly<Record<string, unknown>>;
  readonly user_properties: { readonly email: string | null };
  readonly event_properties: Readonly<Record<string, unknown>>;
}

/** An instant as the roll-up reads it fastest. */
export function eventTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace('T', ' ').slice(0, 23);
}
