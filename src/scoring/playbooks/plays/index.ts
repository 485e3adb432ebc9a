import type { Play } from '../playbook.ts';
import { askReference } from './ask-reference.ts';
import { billingConversation } from './billing-conversation.ts';
import { budgetCase } from './budget-case.ts';
import { businessReview } from './business-review.ts';
import { championDevelopment } from './champion-development.ts';
import { contactRevival } from './contact-revival.ts';
import { contactWidening } from './contact-widening.ts';
import { contractionContact } from './contraction-contact.ts';
import { csmAccountReview } from './csm-account-review.ts';
import { detractorCall } from './detractor-call.ts';
import { executiveAlignment } from './executive-alignment.ts';
import { expansionConversation } from './expansion-conversation.ts';
import { featureAdoptionSession } from './feature-adoption-session.ts';
import { goalReview } from './goal-review.ts';
import { integrationEnablement } from './integration-enablement.ts';
import { milestoneUnblock } from './milestone-unblock.ts';
import { newChampion } from './new-champion.ts';
import { newSponsor } from './new-sponsor.ts';
import { powerUserProgramme } from './power-user-programme.ts';
import { reconnectCall } from './reconnect-call.ts';
import { renewalPlan } from './renewal-plan.ts';
import { satisfactionFollowUp } from './satisfaction-follow-up.ts';
import { seatActivation } from './seat-activation.ts';
import { ticketTopicCall } from './ticket-topic-call.ts';
import { trainingSession } from './training-session.ts';
import { usageReactivation } from './usage-reactivation.ts';
import { usefulTutorial } from './useful-tutorial.ts';
import { valueReview } from './value-review.ts';
import { workflowClinic } from './workflow-clinic.ts';

/** Every play an indicator can call for. */
export const PLAYS: readonly Play[] = [
  usageReactivation,
  seatActivation,
  featureAdoptionSession,
  workflowClinic,
  integrationEnablement,
  powerUserProgramme,
  executiveAlignment,
  newSponsor,
  businessReview,
  ticketTopicCall,
  contactRevival,
  championDevelopment,
  newChampion,
  detractorCall,
  usefulTutorial,
  askReference,
  satisfactionFollowUp,
  goalReview,
  valueReview,
  billingConversation,
  renewalPlan,
  budgetCase,
  expansionConversation,
  contractionContact,
  reconnectCall,
  contactWidening,
  csmAccountReview,
  milestoneUnblock,
  trainingSession,
];

const BY_ID: ReadonlyMap<string, Play> = new Map(PLAYS.map((play) => [play.id, play]));

export function playById(id: string): Play | undefined {
  return BY_ID.get(id);
}
