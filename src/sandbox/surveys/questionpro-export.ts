import { csvText } from '../csv.ts';
import { answersOf, type WorldAnswer } from '../world/satisfaction.ts';
import { type World } from '../world/types.ts';

const HEADER = [
  'Response ID',
  'Response Status',
  'Timestamp (mm/dd/yyyy)',
  'External Reference',
  'Respondent Email',
  'How likely are you to recommend us to a colleague?',
  'How satisfied are you with our product?',
];

/** The raw data of the vendor's half-yearly survey as QuestionPro exports it. */
export function questionProExport(world: World): string {
  return csvText(HEADER, world.companies.flatMap((company) => answersOf(world, company)).map(row));
}

/** Half of the invitations carried the account; the others are known by the address of who answered. */
function row({ id, company, contact, day, recommends, satisfied }: WorldAnswer): (string | number | null)[] {
  const [year = '', month = '', date = ''] = day.split('-');
  const reference = company.index % 2 === 0 ? company.accountId : null;
  const time = `${month}/${date}/${year} 10:12:44`;
  return [id, 'Completed', time, reference, contact.email, recommends, satisfied];
}
