import { type Inbox } from '../../model/inbox.ts';
import { type Source } from '../../model/source.ts';
import { createUserpilotSource } from './index.ts';

/** Its settings, by the names of their environment variables. */
export interface UserpilotSettings {
  readonly PULSO_USERPILOT_TOKEN?: string | undefined;
  readonly PULSO_USERPILOT_CSV?: readonly string[] | undefined;
}

/** The source, or null where it has neither an endpoint nor files. */
export function connectUserpilot({
  config,
  inbox,
}: {
  readonly config: UserpilotSettings;
  readonly inbox?: Inbox | undefined;
}): Source | null {
  const { PULSO_USERPILOT_TOKEN: token, PULSO_USERPILOT_CSV: files = [] } = config;
  const open = token === undefined ? null : (inbox ?? null);
  return open === null && files.length === 0 ? null : createUserpilotSource({ inbox: open, files });
}
