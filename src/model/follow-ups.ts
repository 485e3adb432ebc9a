/** What calls for somebody to follow up: an NPS answer by its group, or a wish to pay less (S4). */
export const FOLLOW_UPS = ['detractor', 'passive', 'promoter', 'contraction'] as const;
export type FollowUpKind = (typeof FOLLOW_UPS)[number];
