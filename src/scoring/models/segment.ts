import { z } from 'zod';
import type { Localised } from '../../model/bands.ts';
import { paramsDocument } from './model-document.ts';

/** What a segment changes in one model. */
export interface SegmentOverride {
  /** Dimension id → weight; dimensions not named keep theirs. */
  readonly dimensions?: Readonly<Record<string, number>>;
  /** Indicator id → weight inside its dimension. */
  readonly indicators?: Readonly<Record<string, number>>;
  /** Indicators that do not apply; the others of the dimension take over their weight in proportion. */
  readonly drop?: readonly string[];
  /** Indicator id → parameters that replace the model's. */
  readonly params?: Readonly<Record<string, z.infer<typeof paramsDocument>>>;
}

export interface Segment {
  readonly id: string;
  readonly title: Localised;
  readonly note: string;
  readonly source: string;
  /** Model that this segment uses when none is asked for. */
  readonly model?: string;
  /** Model id → changes. */
  readonly overrides: Readonly<Record<string, SegmentOverride>>;
}

const weights = z.record(z.string(), z.number().min(0).max(1));

export const segmentsDocument = z.strictObject({
  $schema: z.string().optional(),
  segments: z.array(
    z.strictObject({
      id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
      title: z.strictObject({ en: z.string().min(1), es: z.string().min(1) }),
      note: z.string().min(1),
      source: z.string().min(1),
      model: z.string().optional(),
      overrides: z.record(
        z.string(),
        z.strictObject({
          dimensions: weights.optional(),
          indicators: weights.optional(),
          drop: z.array(z.string()).optional(),
          params: z.record(z.string(), paramsDocument).optional(),
        }),
      ),
    }),
  ),
});
