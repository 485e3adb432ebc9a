import { date, number, type ObjectKind, text } from '../object-kind.ts';

/** Survey types of HubSpot that we can read, and the scale of their answers. */
const SURVEYS = {
  NPS: { survey: 'nps', most: 10 },
  CSAT: { survey: 'csat', most: 5 },
} as const;

/** Answers to surveys of Service Hub. HubSpot ties them to the person who answered, not to the company. */
export function feedback(): ObjectKind {
  return {
    name: 'feedback',
    objectType: 'feedback_submissions',
    recordKinds: ['survey'],
    searchOnly: false,
    optional: true,
    modifiedProperty: 'hs_lastmodifieddate',
    associations: ['contacts'],
    companiesVia: 'contacts',
    properties: ['hs_survey_type', 'hs_value', 'hs_submission_timestamp'],
    map: (record, links) => {
      const [accountId] = links('companies');
      const kind = SURVEYS[(text(record, 'hs_survey_type') ?? '') as keyof typeof SURVEYS] as
        (typeof SURVEYS)[keyof typeof SURVEYS] | undefined;
      const score = number(record, 'hs_value');
      if (accountId === undefined || kind === undefined || score === null) return null;
      // A scale of another length would be read wrong.
      if (score < 0 || score > kind.most) return null;
      const at = date(record, 'hs_submission_timestamp') ?? record.createdAt;
      return { kind: 'survey', id: record.id, accountId, survey: kind.survey, score, at };
    },
  };
}
