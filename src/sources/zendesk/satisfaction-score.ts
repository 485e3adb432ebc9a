import { type ScaleAnswer, type SurveyResponse } from './shapes.ts';

/** Both kinds of satisfaction as 1 (worst) to 5 (best). */
const WORST = 1;
const BEST = 5;

const CATEGORIES: Readonly<Record<string, number>> = { good: BEST, bad: WORST, neutral: (WORST + BEST) / 2 };

/** `good` or `bad` of the legacy rating; null for one that was only offered. */
export function legacyScore(score: string): number | null {
  return score === 'good' || score === 'bad' ? (CATEGORIES[score] ?? null) : null;
}

/** The answer to the question how satisfied the customer is; null when it was skipped. */
export function scaleAnswerOf(
  response: SurveyResponse,
): { readonly score: number; readonly at: string } | null {
  const answers = response.answers.filter((answer): answer is ScaleAnswer => answer.type === 'rating_scale');
  const answer = answers.find(({ question }) => question?.sub_type === 'customer_satisfaction') ?? answers[0];
  if (answer === undefined) return null;
  const score = scaled(answer);
  return score === null ? null : { score, at: answer.created_at };
}

/** Scales have two, three or five steps; without knowing them the category decides. */
function scaled({ rating, rating_category: category, question }: ScaleAnswer): number | null {
  const steps = question?.options?.map((option) => option.rating) ?? [];
  const [lowest, highest] = [Math.min(...steps), Math.max(...steps)];
  if (rating != null && highest > lowest && rating >= lowest && rating <= highest) {
    return WORST + ((rating - lowest) / (highest - lowest)) * (BEST - WORST);
  }
  return CATEGORIES[category ?? ''] ?? null;
}
