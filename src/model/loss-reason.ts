/** Why customers leave (S4). */
export const LOSS_REASONS = ['competitor', 'freemium', 'closed-down', 'other'] as const;
export type LossReason = (typeof LOSS_REASONS)[number];
