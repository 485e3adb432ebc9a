import { matcher } from '../amplitude/patterns.ts';
import { type CsvLayout, type CsvRow } from '../entries/csv-stream.ts';
import { numberOf } from '../entries/plain-csv.ts';

const TIME = 'Timestamp (mm/dd/yyyy)';

/** Questions are columns with the question as their name; these are recognised, in English and Spanish. */
const QUESTIONS = [
  { kind: 'nps', fits: matcher(['*recommend*', '*recomendar*', '*recomiend*', 'NPS*']) },
  { kind: 'csat', fits: matcher(['*satisf*', 'CSAT*']) },
] as const;

/**
 * The raw data export of QuestionPro. The account is the external reference of the response, else the respondent's
 * e-mail address tells. Satisfaction is taken as 1 to 5. One response with both questions makes two answers.
 */
export const QUESTIONPRO_LAYOUT: CsvLayout = {
  columns: ['Response ID', TIME],
  entries: (rows) => rows.filter(isComplete).flatMap(answersOf),
};

function isComplete(row: CsvRow): boolean {
  return row['Response Status'] === undefined || /^completed?$/i.test(row['Response Status']);
}

function answersOf(row: CsvRow): unknown[] {
  const id = row['Response ID'] ?? '';
  return QUESTIONS.flatMap(({ kind, fits }) => {
    const answer = Object.entries(row).find(([column, value]) => value !== '' && fits(column));
    if (answer === undefined) return [];
    return {
      id: `${id}:${kind}`,
      kind,
      score: numberOf(answer[1]),
      at: dayOf(row[TIME] ?? ''),
      accountId: row['External Reference'] ?? null,
      email: row['Respondent Email'] ?? null,
    };
  });
}

/** Month, day, year; the time behind it is in the zone of QuestionPro's servers and left out. */
function dayOf(text: string): string {
  const match = /^(\d{1,2})\/(\d{1,2})\/(\d{4})/.exec(text);
  if (match === null) return text;
  const [, month = '', day = '', year = ''] = match;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}
