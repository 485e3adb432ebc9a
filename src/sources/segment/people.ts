import { type Inbox } from '../../model/inbox.ts';
import { type ExternalAccount } from '../../model/source.ts';
import { type Call, userOf } from './call.ts';

const groupSubject = (user: string): string => `group ${user}`;
const emailSubject = (user: string): string => `email ${user}`;

/** What a call says about its user until another says otherwise. Server libraries say it once, at sign-up. */
export function lastingOf(call: Call): { readonly subject: string; readonly said: string } | undefined {
  const user = userOf(call);
  if (user === null) return undefined;
  if (call.type === 'group') {
    return call.groupId == null ? undefined : { subject: groupSubject(user), said: call.groupId };
  }
  const email = call.type === 'identify' ? statedEmail(call) : null;
  return email === null ? undefined : { subject: emailSubject(user), said: email };
}

function statedEmail({ type, traits, context }: Call): string | null {
  return type === 'group' ? null : traits?.email || context?.traits?.email || null;
}

/** What earlier calls told about users: their account by the last `group`, their address by the last `identify`. */
export class People {
  readonly #groups = new Map<string, string>();
  readonly #emails = new Map<string, string>();
  readonly #recalled = new Set<string>();

  /** Makes known what was said before `before` about users that these calls are the first of. */
  async recall(calls: readonly Call[], inbox: Inbox, source: string, before: string): Promise<void> {
    const users = new Set<string>();
    for (const call of calls) {
      const user = userOf(call);
      if (user !== null && !this.#recalled.has(user)) users.add(user);
    }
    if (users.size === 0) return;
    const subjects = [...users].flatMap((user) => [groupSubject(user), emailSubject(user)]);
    const said = await inbox.lastSaid(source, subjects, before);
    for (const user of users) {
      this.#recalled.add(user);
      const group = said.get(groupSubject(user));
      const email = said.get(emailSubject(user));
      if (group !== undefined) this.#groups.set(user, group);
      if (email !== undefined) this.#emails.set(user, email);
    }
  }

  learn(call: Call): void {
    const user = userOf(call);
    if (user === null) return;
    const email = statedEmail(call);
    if (email !== null) this.#emails.set(user, email);
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
