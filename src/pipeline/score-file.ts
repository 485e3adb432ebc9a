import { AppError } from '../errors.ts';
import { type Day, dayOf, isIsoDate } from '../model/day.ts';
import { type ParsedSignals } from '../model/parse-signals.ts';
import { type ScoreDocument } from '../model/result.ts';
import { resolveModel, scoreCompany } from '../scoring/index.ts';

export interface ScoreFileOptions {
  /** Model id; the default model when absent. */
  readonly modelId?: string | undefined;
  /** Overrides the document's own day. */
  readonly asOf?: string | undefined;
  /** The day when neither the call nor the document says. */
  readonly today: Day;
}

/**
 * Scores a signals document without storing anything.
 * @throws AppError `not-found` for an unknown model, `input-invalid` for an as-of date that is not one.
 */
export function scoreSignals(signals: ParsedSignals, options: ScoreFileOptions): ScoreDocument {
  const asOf = dayOf(checkedDay(options.asOf) ?? signals.asOf ?? options.today);
  const model = resolveModel({}, options.modelId);
  return {
    asOf,
    model: { id: model.id, version: model.version },
    results: signals.companies.map((company) =>
      scoreCompany(company, { asOf, model: resolveModel({ segment: company.segment }, options.modelId) }),
    ),
  };
}

function checkedDay(text: string | undefined): string | undefined {
  if (text === undefined || isIsoDate(text)) return text;
  throw new AppError('input-invalid', `--as-of: "${text}" is not a date; write it as 2026-11-01`);
}
