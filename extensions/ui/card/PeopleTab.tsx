import {
  Flex,
  StatusTag,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  Text,
} from '@hubspot/ui-extensions';
import { USER_ROLES } from '../../../src/model/bands.ts';
import { type HealthBreakdown } from '../../../src/model/breakdown.ts';
import { numberWords } from '../../../src/scoring/words/index.ts';
import { oneOf } from '../health/guard.ts';
import { useCopy } from '../texts/copy.ts';
import { ago } from '../texts/words.ts';

type Person = HealthBreakdown['people'][number];
type UserHealth = HealthBreakdown['result']['users'][number];

const isRole = oneOf(USER_ROLES);

/** Who uses the product, key users first, and who of them is about to stop. */
export function PeopleTab({ detail }: { readonly detail: HealthBreakdown }) {
  const { texts } = useCopy();
  const health = new Map(detail.result.users.map((user) => [user.id, user]));
  if (detail.people.length === 0) return <Text>{texts.people.none}</Text>;
  return (
    <Table density="condensed" bordered>
      <TableHead>
        <TableRow>
          <TableHeader>{texts.people.person}</TableHeader>
          <TableHeader>{texts.people.role}</TableHeader>
          <TableHeader>{texts.people.health}</TableHeader>
          <TableHeader>{texts.people.lastSeen}</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {detail.people.map((person) => (
          <PersonRow key={person.id} person={person} health={health.get(person.id) ?? null} />
        ))}
      </TableBody>
    </Table>
  );
}

interface PersonRowProps {
  readonly person: Person;
  readonly health: UserHealth | null;
}

function PersonRow({ person, health }: PersonRowProps) {
  const { locale, texts, now } = useCopy();
  const role = isRole(person.role) ? texts.roles[person.role] : person.role;
  return (
    <TableRow>
      <TableCell>
        <Text format={{ fontWeight: 'demibold' }}>{person.name ?? texts.people.unnamed}</Text>
      </TableCell>
      <TableCell>{role}</TableCell>
      <TableCell>
        <Flex direction="row" gap="xs" align="center">
          <RiskTag health={health} />
          {health !== null && <Text inline>{texts.ofHundred(numberWords(health.score, locale))}</Text>}
        </Flex>
      </TableCell>
      <TableCell>
        {person.lastActive === null ? texts.people.never : ago(person.lastActive, now, locale)}
      </TableCell>
    </TableRow>
  );
}

function RiskTag({ health }: { readonly health: UserHealth | null }) {
  const { texts } = useCopy();
  if (health === null) return <StatusTag hollow>{texts.people.unknown}</StatusTag>;
  return health.atRisk ? (
    <StatusTag variant="danger">{texts.people.atRisk}</StatusTag>
  ) : (
    <StatusTag variant="success">{texts.people.fine}</StatusTag>
  );
}
