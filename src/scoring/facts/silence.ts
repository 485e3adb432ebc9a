import type { Activity } from './usage.ts';
import { idleWindows } from './user-activity.ts';
import { WINDOW_DAYS } from './windows.ts';

/**
 * Days without any active user up to the end of coverage, at least; counted from the start of coverage when
 * there never was one. Days after the end of coverage are unknown and not counted as silence.
 */
export function silentDays(activity: Activity): number {
  if (activity.lastActive !== null) return Math.max(0, activity.to - activity.lastActive);
  const idle = idleWindows(activity.activeDays);
  return idle < activity.activeDays.length ? idle * WINDOW_DAYS : activity.to - activity.from;
}
