import { activeUserPenetration } from './active-user-penetration.ts';
import { budgetOwnership } from './budget-ownership.ts';
import { businessReviews } from './business-reviews.ts';
import { championAdvocacy } from './champion-advocacy.ts';
import { contractCommitment } from './contract-commitment.ts';
import { csmPulse } from './csm-pulse.ts';
import { engagementRecency } from './engagement-recency.ts';
import { executiveSponsor } from './executive-sponsor.ts';
import { expansionConversations } from './expansion-conversations.ts';
import { featureAdoption } from './feature-adoption.ts';
import type { AnyIndicator } from './indicator.ts';
import { integrationUsage } from './integration-usage.ts';
import { journeyProgress } from './journey-progress.ts';
import { loginActivity } from './login-activity.ts';
import { multithreading } from './multithreading.ts';
import { outcomeAttainment } from './outcome-attainment.ts';
import { outreachResponsiveness } from './outreach-responsiveness.ts';
import { paymentBehaviour } from './payment-behaviour.ts';
import { powerUsers } from './power-users.ts';
import { roiMultiple } from './roi-multiple.ts';
import { supportExperience } from './support-experience.ts';
import { surveySatisfaction } from './survey-satisfaction.ts';
import { ticketLoad } from './ticket-load.ts';
import { trainingCompletion } from './training-completion.ts';
import { workflowCompletion } from './workflow-completion.ts';

export type { AnyIndicator, Indicator, IndicatorValue, Measurement } from './indicator.ts';

/** Every indicator a model can name. */
export const INDICATORS: readonly AnyIndicator[] = [
  loginActivity,
  activeUserPenetration,
  featureAdoption,
  workflowCompletion,
  integrationUsage,
  powerUsers,
  executiveSponsor,
  businessReviews,
  supportExperience,
  outreachResponsiveness,
  championAdvocacy,
  surveySatisfaction,
  outcomeAttainment,
  roiMultiple,
  paymentBehaviour,
  contractCommitment,
  budgetOwnership,
  expansionConversations,
  engagementRecency,
  multithreading,
  csmPulse,
  journeyProgress,
  trainingCompletion,
  ticketLoad,
];

const BY_ID: ReadonlyMap<string, AnyIndicator> = new Map(INDICATORS.map((each) => [each.id, each]));

export function indicatorById(id: string): AnyIndicator | undefined {
  return BY_ID.get(id);
}
