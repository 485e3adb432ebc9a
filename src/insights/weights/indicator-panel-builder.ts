import { GrowingArray } from '../panel/growing-array.ts';
import { type PanelRow } from '../panel/panel.ts';
import { PanelBuilder } from '../panel/panel-builder.ts';
import { type IndicatorPanel } from './indicator-panel.ts';

/** An indicator of one row; `score` is null where it was not scored. */
export interface IndicatorCell {
  readonly id: string;
  readonly dimension: string;
  readonly score: number | null;
}

/** Builds an {@link IndicatorPanel} row by row; an indicator that some rows lack is not scored there. */
export class IndicatorPanelBuilder {
  private readonly panel = new PanelBuilder();
  private readonly columns = new Map<string, { dimension: string; scores: GrowingArray<Float64Array> }>();
  private rows = 0;

  /** @throws AppError `input-invalid` when rows of one company disagree about the day it was lost. */
  add(row: PanelRow, indicators: readonly IndicatorCell[]): void {
    if (!this.panel.add(row)) return;
    for (const { id, dimension, score } of indicators) {
      const column = this.columns.get(id) ?? { dimension, scores: new GrowingArray(Float64Array) };
      this.columns.set(id, column);
      fillTo(column.scores, this.rows);
      column.scores.push(score ?? Number.NaN);
    }
    this.rows += 1;
  }

  /** @throws AppError `input-invalid` when a company has two scores of one day. */
  build(): IndicatorPanel {
    const indicators = Array.from(this.columns, ([id, { dimension, scores }]) => {
      fillTo(scores, this.rows);
      return { id, dimension, scores: scores.trimmed() };
    });
    return { panel: this.panel.build(), indicators };
  }
}

function fillTo(scores: GrowingArray<Float64Array>, length: number): void {
  while (scores.length < length) scores.push(Number.NaN);
}
