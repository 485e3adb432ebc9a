import { date, type ObjectKind, text } from '../object-kind.ts';

const KEY = 'pulso_task_key';

/** Our own tasks, to know what became of them. */
export function tasks(): ObjectKind {
  return {
    name: 'tasks',
    objectType: 'tasks',
    recordKinds: ['task'],
    searchOnly: true,
    modifiedProperty: 'hs_lastmodifieddate',
    requiredProperty: KEY,
    associations: ['companies'],
    properties: ['hs_task_subject', 'hs_task_status', 'hs_task_completion_date', KEY],
    map: (record, links) => {
      const key = text(record, KEY);
      const [accountId] = links('companies');
      if (key === null || accountId === undefined) return null;
      const status = text(record, 'hs_task_status') ?? 'NOT_STARTED';
      return {
        kind: 'task',
        id: record.id,
        accountId,
        createdAt: record.createdAt,
        subject: text(record, 'hs_task_subject') ?? '',
        status,
        completedAt: status === 'COMPLETED' ? date(record, 'hs_task_completion_date') : null,
        key,
      };
    },
  };
}
