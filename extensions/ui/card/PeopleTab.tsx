import { Flex, StatusTag, Text } from '@hubspot/ui-extensions';
import { type HealthBreakdown } from '../../../src/model/breakdown.ts';
import { numberWords } from '../../../src/scoring/words/format.ts';
import { useCopy } from '../texts/copy.ts';
import { ago } from '../texts/words.ts';
import { DataTable } from './DataTable.tsx';

type UserHealth = HealthBreakdown['result']['users'][number];

/** Who uses the product, key users first, and who of them is about to stop. */
export function PeopleTab({ detail }: { readonly detail: HealthBreakdown }) {
  const { locale, texts, now } = useCopy();
  const roles: Readonly<Record<string, string>> = texts.roles;
  const { person, role, health, lastSeen, never, none, unnamed } = texts.people;
  if (detail.people.length === 0) return <Text>{none}</Text>;
  const users = new Map(detail.result.users.map((user) => [user.id, user]));
  const rows = detail.people.map((each) => ({
    id: each.id,
    cells: [
      <Text key="name" format={{ fontWeight: 'demibold' }}>
        {each.name ?? unnamed}
      </Text>,
      roles[each.role] ?? each.role,
      <Health key="health" user={users.get(each.id)} />,
      each.lastActive === null ? never : ago(each.lastActive, now, locale),
    ],
  }));
  return <DataTable columns={[person, role, health, lastSeen]} rows={rows} />;
}

function Health({ user }: { readonly user: UserHealth | undefined }) {
  const { locale, texts } = useCopy();
  if (user === undefined) return <StatusTag hollow>{texts.people.unknown}</StatusTag>;
  return (
    <Flex direction="row" gap="xs" align="center">
      <StatusTag variant={user.atRisk ? 'danger' : 'success'}>
        {user.atRisk ? texts.people.atRisk : texts.people.fine}
      </StatusTag>
      <Text inline>{texts.ofHundred(numberWords(user.score, locale))}</Text>
    </Flex>
  );
}
