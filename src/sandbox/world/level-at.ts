import { type Level } from './parameters.ts';

/** A figure of customers at their worst and at their best; between them it follows health in a straight line. */
export function levelAt([failing, thriving]: Level, health: number): number {
  return failing + (thriving - failing) * health;
}
