import { type CsvLayout, type CsvRow } from '../entries/csv-stream.ts';

/** `checklist:2:SEEN`: what it is, its id, and what happened to it. */
const INTERACTION = /^(checklist|experience|flow):([^:]+):([A-Za-z_]+)/;
const DONE = /^(COMPLETED|FINISHED|DONE)$/i;

interface Progress {
  readonly id: string;
  readonly kind: 'milestone' | 'training';
  readonly name: string;
  readonly accountId: string;
  assignedAt: string;
  doneAt: string | null;
}

/**
 * Userpilot's event export. A checklist is a milestone of the company, done when its first person completed it; an
 * experience (a guided tour) is a training of the person who saw it. Events of other kinds say nothing here.
 */
export const USERPILOT_LAYOUT: CsvLayout = {
  columns: ['event_type', 'event_name', 'company_id', 'user_id', 'inserted_at'],
  entries(rows) {
    const steps = new Map<string, Progress>();
    const faulty: unknown[] = [];
    for (const row of rows) {
      const interaction = row.event_type === 'interaction' ? INTERACTION.exec(row.event_name ?? '') : null;
      if (interaction === null) continue;
      const [, type = '', entity = '', status = ''] = interaction;
      const at = instant(row.inserted_at ?? '');
      if (!row.company_id || at === null) faulty.push(faultyEntry(row, type, entity));
      else addTo(steps, stepOf(row, row.company_id, type, entity, at), DONE.test(status) ? at : null);
    }
    return [...steps.values(), ...faulty];
  },
};

function stepOf(row: CsvRow, accountId: string, type: string, entity: string, at: string): Progress {
  const milestone = type === 'checklist';
  return {
    id: `${accountId}:${type}:${entity}${milestone ? '' : `:${row.user_id ?? ''}`}`,
    kind: milestone ? 'milestone' : 'training',
    name: `${type} ${entity}`,
    accountId,
    assignedAt: at,
    doneAt: null,
  };
}

function addTo(steps: Map<string, Progress>, step: Progress, doneAt: string | null): void {
  const known = steps.get(step.id) ?? step;
  if (step.assignedAt < known.assignedAt) known.assignedAt = step.assignedAt;
  if (doneAt !== null && (known.doneAt === null || doneAt < known.doneAt)) known.doneAt = doneAt;
  steps.set(step.id, known);
}

/** Left as it is, so that validation names what is wrong with it. */
function faultyEntry(row: CsvRow, type: string, entity: string): unknown {
  const id = row.internal_event_id ?? `${type}:${entity}:${row.user_id ?? ''}`;
  const kind = type === 'checklist' ? 'milestone' : 'training';
  return {
    id,
    kind,
    name: `${type} ${entity}`,
    accountId: row.company_id || null,
    assignedAt: instant(row.inserted_at ?? '') ?? row.inserted_at,
  };
}

/** UTC with microseconds, written with or without a zone. */
function instant(text: string): string | null {
  const iso = text.trim().replace(' ', 'T');
  const time = Date.parse(/(Z|[+-]\d{2}:?\d{2})$/.test(iso) ? iso : `${iso}Z`);
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}
