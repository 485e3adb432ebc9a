export interface Stage {
  readonly id: string;
  readonly label: string;
  readonly displayOrder: number;
  /** Deals: `probability`, `isClosed`; tickets: `ticketState`. */
  readonly metadata: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly archived: boolean;
}

export interface Pipeline {
  readonly id: string;
  readonly label: string;
  readonly displayOrder: number;
  readonly stages: readonly Stage[];
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly archived: boolean;
}

const SINCE = Date.UTC(2020, 0, 1);

const DEAL_STAGES = [
  ['appointmentscheduled', 'Appointment Scheduled', '0.2'],
  ['qualifiedtobuy', 'Qualified To Buy', '0.4'],
  ['presentationscheduled', 'Presentation Scheduled', '0.6'],
  ['decisionmakerboughtin', 'Decision Maker Bought-In', '0.8'],
  ['contractsent', 'Contract Sent', '0.9'],
  ['closedwon', 'Closed Won', '1.0'],
  ['closedlost', 'Closed Lost', '0.0'],
] as const;

const TICKET_STAGES = [
  ['1', 'New', 'OPEN'],
  ['2', 'Waiting on contact', 'OPEN'],
  ['3', 'Waiting on us', 'OPEN'],
  ['4', 'Closed', 'CLOSED'],
] as const;

const moments = { createdAt: SINCE, updatedAt: SINCE, archived: false };

function dealPipeline(): Pipeline {
  const stages = DEAL_STAGES.map(([id, label, probability], displayOrder) => ({
    id,
    label,
    displayOrder,
    metadata: { isClosed: String(probability === '1.0' || probability === '0.0'), probability },
    ...moments,
  }));
  return { id: 'default', label: 'Sales Pipeline', displayOrder: 0, stages, ...moments };
}

function ticketPipeline(): Pipeline {
  const stages = TICKET_STAGES.map(([id, label, ticketState], displayOrder) => ({
    id,
    label,
    displayOrder,
    metadata: { ticketState },
    ...moments,
  }));
  return { id: '0', label: 'Support Pipeline', displayOrder: 0, stages, ...moments };
}

/** The pipelines a new portal has, by object type id and pipeline id. */
export function standardPipelines(): Map<string, Map<string, Pipeline>> {
  return new Map([
    ['0-3', new Map([['default', dealPipeline()]])],
    ['0-5', new Map([['0', ticketPipeline()]])],
  ]);
}
