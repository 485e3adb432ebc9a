/** What the card itself says, in English. The vocabulary of scores is in `src/scoring`. */
export const en = {
  loading: 'Reading customer health',
  tryAgain: 'Try again',
  failed: {
    title: 'Customer health could not be read',
    text: 'HubSpot did not return the health properties of this company. The score is not lost. Try again; if it fails again, ask a HubSpot admin whether the customer health properties still exist.',
  },
  forbidden: {
    title: 'You may not see customer health',
    text: 'Your HubSpot user has no permission to view the customer health properties. Ask a super admin to let you view companies and the property group “Customer health”.',
  },
  crashed: {
    title: 'This card stopped',
    text: 'Showing the details failed, most likely because they were written by another version. The company properties are not affected. Try again, or look at the property group “Customer health”.',
  },
  notCustomer: {
    title: 'Not a customer yet',
    text: 'Health is scored once the lifecycle stage of a company is Customer. The score appears after the next run.',
  },
  neverScored: {
    title: 'No score yet',
    text: 'What happens next: the next run reads the connected sources, scores this company and fills this card. You need not do anything. If there is no score after a day, ask an admin whether this company is matched to an account in at least one source.',
  },
  unknownTitle: 'Nothing could be scored',
  unknownText:
    'No connected source has data about this company, so there is no score. That is not a bad score. Connect a source or match this company to its account there.',
  provisionalTitle: 'Not enough data for a firm score',
  provisionalText: (missing: string) =>
    `This score is provisional: it changes no band and raises no alert. Most would be gained by connecting ${missing}.`,
  staleTitle: 'This score is old',
  staleText: (age: string) =>
    `It was computed ${age} and is shown as it was then. Ask whoever runs Pulso why no newer run has finished.`,
  detailUnreadableTitle: 'The details cannot be read',
  detailUnreadableText:
    'The score and its parts below come from the company properties. Why it moved, the indicators and the playbook come back with the next score.',
  sourceProblemTitle: (source: string, status: 'error' | 'disconnected', since: string | null) => {
    const what = status === 'disconnected' ? `${source} is disconnected` : `${source} does not deliver`;
    return since === null ? what : `${what} since ${since}`;
  },
  sourceProblemText: (reason: string | null) =>
    `${reason === null ? '' : `${reason} `}The score uses what was read before.`,
  scoredAt: (age: string) => `Scored ${age}`,
  covered: (percent: string) => `${percent} of the model has data`,
  ofHundred: (score: string) => `${score} of 100`,
  noScore: 'No score',
  whyItMoved: 'Why it moved',
  addsUpTo: (points: string) => `adds up to ${points}`,
  changeUp: (points: string, since: string) => `Up ${points} ${since}`,
  changeDown: (points: string, since: string) => `Down ${points} ${since}`,
  changeNone: (since: string) => `No change ${since}`,
  sinceDay: (day: string) => `since ${day}`,
  inThirtyDays: 'in 30 days',
  noComparison: 'No earlier score to compare with yet',
  weight: (percent: string) => `${percent} of the score`,
  noWeight: 'not in the score: no data',
  up: (points: string) => `up ${points}`,
  down: (points: string) => `down ${points}`,
  unchanged: 'no change',
  tabs: {
    overview: 'Overview',
    indicators: 'Indicators',
    history: 'History',
    people: 'People',
    playbook: 'Playbook',
  },
  overview: {
    costs: 'What costs the most points',
    costsNone: 'Nothing costs noticeable points.',
    limits: 'Limits on the score',
    unknown: 'What is not known',
    unknownNone: 'Every indicator has data.',
    sources: 'Where the data comes from',
    sourcesNone: 'No source is connected.',
  },
  indicators: {
    indicator: 'Indicator',
    now: 'Now',
    target: 'Target',
    points: 'Points',
    source: 'Source',
    given: (given: string, possible: string) => `${given} of ${possible}`,
    notCounted: 'Not counted',
  },
  sourceStatus: { ok: 'Connected', stale: 'Late', error: 'Failing', disconnected: 'Disconnected' },
  needs: (what: string) => `Needs ${what}`,
  readAt: (age: string) => `read ${age}`,
  neverRead: 'never read',
  history: {
    title: 'Health score over time',
    score: 'Score',
    day: 'Day',
    summary: (low: string, lowDay: string, high: string, highDay: string, now: string, first: string) =>
      `Between ${low} (${lowDay}) and ${high} (${highDay}) since ${first}; now ${now}.`,
    bandFrom: (band: string, from: number) => `${band} from ${from}`,
    values: 'All values',
    none: 'There are not two scores yet. The line starts with the next one.',
    sources: (since: string) => `Where the change since ${since} comes from`,
    customerChanged: 'The customer changed',
    dataChanged: 'Data appeared or went missing',
    limitsChanged: 'Limits on the score',
    modelChanged: 'The model changed',
    bandChange: (from: string, to: string, day: string) =>
      `The band changed from ${from} to ${to} on ${day}.`,
  },
  roles: {
    'executive-sponsor': 'Executive sponsor',
    champion: 'Champion',
    admin: 'Administrator',
    member: 'Member',
  },
  people: {
    person: 'Person',
    role: 'Role',
    health: 'Health',
    lastSeen: 'Last active',
    atRisk: 'At risk',
    fine: 'Active',
    unknown: 'Unknown',
    never: 'never seen',
    none: 'No users are known. They appear when a product analytics source is connected.',
    unnamed: 'Unnamed user',
  },
  playbook: {
    steps: 'What to do now',
    reasons: 'Because of what costs points',
    forReason: (indicator: string) => `Because of: ${indicator}`,
    due: (when: string) => `Due ${when}`,
    none: 'There is no playbook without a score.',
    tasksNote: 'When the band changes, these steps are created as tasks for the owner of the company.',
    withoutDetail: 'The playbook comes back with the next score.',
  },
  detailMissing: 'This part needs the details of the score. They come back with the next run.',
};

export type CardTexts = typeof en;
