import { z } from 'zod';
import { AppError } from '../../errors.ts';
import type { Model } from '../model.ts';
import defaultsJson from './defaults.json' with { type: 'json' };
import { defaultsDocument, modelDocument, type ModelDocument } from './model-document.ts';
import { modelFaults } from './model-faults.ts';

const DEFAULTS = defaultsDocument.parse(defaultsJson);

/**
 * A checked model from a document, with every default filled in.
 * @throws AppError `model-invalid` naming every fault at once, with the ids concerned.
 */
export function parseModel(document: unknown): Model {
  const parsed = modelDocument.safeParse(document);
  if (!parsed.success) throw invalid(idOf(document), parsed.error.issues.map(describeIssue));
  const model = withDefaults(parsed.data);
  const faults = modelFaults(model);
  if (faults.length > 0) throw invalid(model.id, faults);
  return model;
}

function withDefaults(document: ModelDocument): Model {
  const { $schema: _schema, ...rest } = document;
  return {
    ...rest,
    segment: document.segment ?? null,
    minimumCoverage: document.minimumCoverage ?? DEFAULTS.minimumCoverage,
    alerts: document.alerts ?? DEFAULTS.alerts,
    actions: document.actions ?? [],
    thresholds: document.thresholds ?? DEFAULTS.thresholds,
    userHealth: document.userHealth ?? DEFAULTS.userHealth,
    dimensions: document.dimensions.map((dimension) => ({
      ...dimension,
      indicators: dimension.indicators.map((indicator) => ({
        ...indicator,
        weight: indicator.weight ?? 1 / dimension.indicators.length,
        applicable: indicator.applicable ?? true,
        params: { ...DEFAULTS.indicators[indicator.id], ...indicator.params },
      })),
    })),
  };
}

function invalid(id: string, faults: readonly string[]): AppError {
  return new AppError('model-invalid', `model "${id}": ${faults.join('; ')}`, {
    details: { model: id, faults },
  });
}

function idOf(document: unknown): string {
  const id = z.object({ id: z.string() }).safeParse(document);
  return id.success ? id.data.id : 'without id';
}

function describeIssue(issue: z.core.$ZodIssue): string {
  const path = issue.path.map(String).join('.');
  return path === '' ? issue.message : `${path}: ${issue.message}`;
}
