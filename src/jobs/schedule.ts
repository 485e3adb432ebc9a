import cron from 'node-cron';
import { AppError } from '../errors.ts';

/**
 * Fires `onTime` by a cron expression in UTC. Several replicas may fire: the queue makes it one job.
 * @throws AppError `config-invalid` when the expression is not one.
 */
export function startSchedule(expression: string, onTime: () => void): { stop(): void } {
  if (!cron.validate(expression)) {
    throw new AppError(
      'config-invalid',
      `PULSO_SCHEDULE: "${expression}" is not a cron expression; an example is "15 4 * * *" (daily at 04:15 UTC)`,
    );
  }
  const task = cron.schedule(expression, onTime, { timezone: 'UTC' });
  return { stop: () => void task.stop() };
}
