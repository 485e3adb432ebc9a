import { type ExternalAccount } from '../../model/source.ts';
import { type Call, userOf } from './call.ts';

/** What earlier calls told about users: their account by the last `group`, their address by the last `identify`. */
export class People {
  readonly #groups = new Map<string, string>();
  readonly #emails = new Map<string, string>();

  learn(call: Call): void {
    const user = userOf(call);
    if (user === null) return;
    const email = call.type === 'group' ? null : (call.traits?.email ?? call.context?.traits?.email);
    if (email != null && email !== '') this.#emails.set(user, email);
    if (call.type === 'group' && call.groupId != null) this.#groups.set(user, call.groupId);
  }

  groupOf(call: Call): string | null {
    return call.context?.groupId ?? this.#groups.get(userOf(call) ?? '') ?? null;
  }

  emailOf(call: Call): string | null {
    return this.#emails.get(userOf(call) ?? '') ?? null;
  }
}

/** The account that a `group` call describes. */
export function groupOfCall({ groupId, traits }: Call): ExternalAccount | null {
  if (groupId == null) return null;
  const stated = traits?.hubspot_company_id;
  return {
    externalId: groupId,
    name: traits?.name ?? null,
    domains: [traits?.domain, traits?.website].flatMap((each) => each || []),
    emails: [],
    hubspotCompanyId: stated == null || stated === '' ? null : String(stated),
  };
}
