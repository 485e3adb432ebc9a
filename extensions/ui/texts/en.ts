/** What the card itself says, in English. The vocabulary of scores is in `src/scoring`. */
export const en = {
  loading: 'Reading customer health',
  tryAgain: 'Try again',
  failed: {
    title: 'Customer health could not be read',
    text: 'HubSpot did not return the health properties of this company. Try again; if it fails again, ask a HubSpot admin whether these properties still exist.',
  },
  forbidden: {
    title: 'You may not see customer health',
    text: 'Your HubSpot user may not view these company properties. Ask a super admin for access to the property group “Customer health”.',
  },
  crashed: {
    title: 'The details cannot be shown',
    text: 'Drawing them failed, probably because another version wrote them. The company properties are intact. Try again after the next run.',
  },
  notCustomer: {
    title: 'Not a customer yet',
    text: 'Health is scored once the lifecycle stage is Customer. The score appears after the next run.',
  },
  neverScored: {
    title: 'No score yet',
    text: 'The next run reads the connected sources and scores this company; you need not do anything. No score after a day? Ask an admin whether the company is matched to an account in a source.',
  },
  unknownTitle: 'Nothing could be scored',
  unknownText:
    'No source has data about this company. That is not a bad score: connect a source or match the company to its account there.',
  provisionalTitle: 'Not enough data for a firm score',
  provisionalText: (missing: string) =>
    `A provisional score changes no band and raises no alert. Connect: ${missing}.`,
  staleTitle: 'This score is old',
  staleText: (age: string) => `Computed ${age}. Ask whoever runs Pulso why no newer run has finished.`,
  detailUnreadableTitle: 'The details cannot be read',
  detailUnreadableText:
    'The score comes from the company properties. Reasons, indicators and playbook come back with the next run.',
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
    sources: 'Where the data comes from',
    sourcesNone: 'No source is connected.',
  },
  indicators: {
    indicator: 'Indicator',
    now: 'Now',
    target: 'Target',
    points: 'Points',
    source: 'Source',
    given: (given: string, possible: string) => `${given}\u00a0of\u00a0${possible}`,
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
    none: 'The line starts with the second score.',
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
  owners: { 'company-owner': 'Company owner', manager: 'Manager of the owner' },
  people: {
    person: 'Person',
    role: 'Role',
    health: 'Health',
    lastSeen: 'Last active',
    atRisk: 'At risk',
    fine: 'Active',
    unknown: 'Unknown',
    never: 'never seen',
    none: 'No users are known. Connect a product analytics source.',
    unnamed: 'Unnamed user',
  },
  playbook: {
    step: 'What to do now',
    reasons: 'Work on these reasons first',
    owner: 'Who',
    due: 'By when',
    none: 'There is no playbook without a score.',
  },
  detailMissing: 'Needs the details, which come back with the next run.',
};

export type CardTexts = typeof en;
