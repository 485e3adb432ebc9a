import type { Localised } from '../../model/bands.ts';
import type { DimensionResult } from '../../model/result.ts';
import type { CompanySignals } from '../../model/signals.ts';
import type { ScoringContext } from '../facts/context.ts';
import type { Params, ParamShape, ParamsOf } from '../params.ts';

/** A rule under which a score cannot be high, whatever the mean says. The limits are the model's. */
export interface Cap<Shape extends ParamShape = ParamShape> {
  readonly id: string;
  readonly title: Localised;
  readonly params: Shape;
  /** The reason why it holds, or null when it does not. */
  reason(
    signals: CompanySignals,
    context: ScoringContext,
    dimensions: readonly DimensionResult[],
    params: ParamsOf<Shape>,
  ): string | null;
}

/** A cap in a list, where the shape of its parameters no longer matters. */
export type AnyCap = Omit<Cap, 'reason'> & {
  reason(
    signals: CompanySignals,
    context: ScoringContext,
    dimensions: readonly DimensionResult[],
    params: Params,
  ): string | null;
};
