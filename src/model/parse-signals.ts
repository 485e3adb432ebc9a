import { AppError } from '../errors.ts';
import { companySignals, type CompanySignals } from './signals.ts';
import { isIsoDate } from './day.ts';

/** A fault in an input document, for people: which company, which path, what is wrong. */
export interface InputIssue {
  readonly companyId: string | null;
  readonly path: string;
  readonly message: string;
}

export interface ParsedSignals {
  /** As written in the document; null when the document does not say. */
  readonly asOf: string | null;
  readonly companies: readonly CompanySignals[];
  /** Unknown fields that were ignored. */
  readonly warnings: readonly InputIssue[];
}

const MAX_REPORTED = 50;

/**
 * Validates a signals document. Unknown fields are warnings; a wrong type, an impossible value or a duplicate
 * `companyId` throws `input-invalid` naming each company and path at fault.
 */
export function parseSignals(document: unknown): ParsedSignals {
  if (!isRecord(document)) throw invalid([issue(null, '', 'expected an object with "companies"')]);
  const issues: InputIssue[] = [];
  const warnings: InputIssue[] = [];
  const asOf = document.asOf ?? null;
  if (asOf !== null && (typeof asOf !== 'string' || !isIsoDate(asOf))) {
    issues.push(issue(null, 'asOf', 'expected an ISO 8601 date'));
  }
  for (const key of Object.keys(document)) {
    if (key !== 'asOf' && key !== 'companies') warnings.push(issue(null, key, 'unknown field, ignored'));
  }
  if (!Array.isArray(document.companies))
    throw invalid([...issues, issue(null, 'companies', 'expected a list')]);

  const companies: CompanySignals[] = [];
  const firstIndex = new Map<string, number>();
  for (const [index, company] of document.companies.entries()) {
    const parsed = companySignals.safeParse(company);
    const companyId = isRecord(company) && typeof company.companyId === 'string' ? company.companyId : null;
    const earlier = companyId === null ? undefined : firstIndex.get(companyId);
    if (companyId !== null && earlier === undefined) firstIndex.set(companyId, index);
    if (earlier !== undefined) {
      const path = pathText(['companies', index, 'companyId']);
      issues.push(issue(companyId, path, `duplicate of companies[${earlier}]`));
    }
    if (!parsed.success) {
      for (const found of parsed.error.issues) {
        issues.push(issue(companyId, pathText(['companies', index, ...found.path]), found.message));
      }
      continue;
    }
    collectUnknown(company, parsed.data, ['companies', index], companyId, warnings);
    companies.push(parsed.data);
  }
  if (issues.length > 0) throw invalid(issues);
  return { asOf: asOf as string | null, companies, warnings };
}

/** Every key that the schema did not keep is one it does not know: a kept key survives even as undefined. */
function collectUnknown(
  input: unknown,
  kept: unknown,
  path: (string | number)[],
  companyId: string | null,
  warnings: InputIssue[],
): void {
  if (warnings.length >= MAX_REPORTED) return;
  if (Array.isArray(input) && Array.isArray(kept)) {
    for (const [index, item] of input.entries()) {
      collectUnknown(item, kept[index], [...path, index], companyId, warnings);
    }
    return;
  }
  if (!isRecord(input) || !isRecord(kept)) return;
  for (const [key, value] of Object.entries(input)) {
    if (key in kept) collectUnknown(value, kept[key], [...path, key], companyId, warnings);
    else warnings.push(issue(companyId, pathText([...path, key]), 'unknown field, ignored'));
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function issue(companyId: string | null, path: string, message: string): InputIssue {
  return { companyId, path, message };
}

/** `companies[3].usage.seats` */
export function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((part, index) =>
      typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${String(part)}`,
    )
    .join('');
}

function invalid(issues: readonly InputIssue[]): AppError {
  const lines = issues
    .slice(0, MAX_REPORTED)
    .map((each) => `company ${each.companyId ?? '?'}: ${each.path || '(document)'}: ${each.message}`);
  if (issues.length > MAX_REPORTED) lines.push(`… and ${issues.length - MAX_REPORTED} more`);
  return new AppError(
    'input-invalid',
    `The signals are not valid; nothing was written.\n${lines.join('\n')}`,
    {
      details: { issues: issues.slice(0, MAX_REPORTED) },
    },
  );
}
