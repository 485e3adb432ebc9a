import { EVENT_FEEDS } from '../events/feeds.ts';
import { type Dataset, type Datasets } from './dataset.ts';

/** Indicators that each kind of rows feeds. */
const FEEDS: Readonly<Record<Dataset['kind'], readonly string[]>> = {
  accounts: [],
  events: EVENT_FEEDS,
  invoice: ['payment-behaviour'],
  'failed-charge': ['payment-behaviour'],
  subscription: ['contract-commitment', 'active-user-penetration'],
  contact: ['executive-sponsor', 'champion-advocacy'],
  meeting: ['business-reviews', 'engagement-recency', 'multithreading'],
  deal: ['expansion-conversations'],
  ticket: ['support-experience', 'ticket-load'],
  survey: ['survey-satisfaction'],
  outreach: ['outreach-responsiveness'],
  interaction: ['outreach-responsiveness', 'engagement-recency', 'multithreading'],
  progress: ['journey-progress', 'training-completion'],
  goal: ['outcome-attainment'],
  roi: ['roi-multiple'],
  budget: ['budget-ownership'],
  advocacy: ['champion-advocacy'],
};

/** Indicators that the datasets of a mapping feed, each once. */
export function feedsOf({ datasets }: Datasets): string[] {
  return [...new Set(datasets.flatMap(({ kind }) => FEEDS[kind]))];
}
