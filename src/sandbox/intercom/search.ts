import { type WireObject } from './workspace.ts';

/** Filters of a search as the vendor takes them, on the fields that the sandbox knows. */
export type Matches = (object: WireObject) => boolean;

const COMPARISONS: Readonly<Record<string, (field: unknown, value: unknown) => boolean>> = {
  '=': (field, value) => field === value,
  '!=': (field, value) => field !== value,
  '>': (field, value) => Number(field) > Number(value),
  '<': (field, value) => Number(field) < Number(value),
  IN: (field, value) => Array.isArray(value) && value.includes(field),
  NIN: (field, value) => Array.isArray(value) && !value.includes(field),
};
const FIELDS = ['id', 'created_at', 'updated_at', 'state', 'open', 'email', 'external_id'];
const DATES = ['created_at', 'updated_at'];
const MAX_NESTING = 2;
const MAX_FILTERS = 15;

interface Filter {
  readonly field?: unknown;
  readonly operator?: unknown;
  readonly value?: unknown;
}

/** What a query selects, or why it is refused. */
export function parseQuery(query: unknown, depth = 0): Matches | { readonly error: string } {
  if (typeof query !== 'object' || query === null) return { error: 'query is required' };
  const { field, operator, value } = query as Filter;
  if (operator === 'AND' || operator === 'OR') return parseGroup(operator, value, depth);
  if (typeof field !== 'string' || !FIELDS.includes(field))
    return { error: `Invalid field: ${String(field)}` };
  const compare = COMPARISONS[String(operator)];
  if (compare === undefined) return { error: `Invalid operator: ${String(operator)}` };
  if (DATES.includes(field) && !/^\d+$/.test(String(value))) return { error: `Invalid value for ${field}` };
  return (object) => compare(object[field], value);
}

function parseGroup(operator: 'AND' | 'OR', value: unknown, depth: number): ReturnType<typeof parseQuery> {
  if (!Array.isArray(value)) return { error: 'value must be a list of filters' };
  if (depth >= MAX_NESTING) return { error: `a maximum of ${MAX_NESTING} nested filters` };
  if (value.length > MAX_FILTERS) return { error: `a maximum of ${MAX_FILTERS} filters in a group` };
  const parts: Matches[] = [];
  for (const each of value as unknown[]) {
    const part = parseQuery(each, depth + 1);
    if (typeof part !== 'function') return part;
    parts.push(part);
  }
  if (operator === 'AND') return (object) => parts.every((part) => part(object));
  return (object) => parts.some((part) => part(object));
}

export interface SearchBody {
  readonly query?: unknown;
  readonly pagination?: { readonly per_page?: number; readonly starting_after?: string | null } | null;
  readonly sort?: { readonly field?: string; readonly order?: string } | null;
}

export interface SearchPage {
  readonly items: readonly WireObject[];
  readonly pages: object;
  readonly total: number;
}

const DEFAULT_PER_PAGE = 20;
const MAX_PER_PAGE = 150;

/** A page of a search. `starting_after` is opaque to callers: here the place in the sorted result. */
export function searchPage(
  all: readonly WireObject[],
  body: SearchBody,
  largest: number,
): SearchPage | { readonly error: string } {
  const matches = parseQuery(body.query);
  if (typeof matches !== 'function') return matches;
  const asked = Number(body.pagination?.per_page ?? DEFAULT_PER_PAGE);
  if (!(asked >= 1 && asked <= MAX_PER_PAGE))
    return { error: `per_page must be between 1 and ${MAX_PER_PAGE}` };
  const perPage = Math.min(asked, largest);
  const start = decode(body.pagination?.starting_after);
  if (start === null) return { error: 'Invalid starting_after' };
  const found = sorted(all.filter(matches), body.sort);
  const end = start + perPage;
  const next = end < found.length ? { per_page: perPage, starting_after: encode(end) } : undefined;
  return {
    items: found.slice(start, end),
    total: found.length,
    pages: {
      type: 'pages',
      page: Math.floor(start / perPage) + 1,
      per_page: perPage,
      total_pages: Math.ceil(found.length / perPage),
      ...(next === undefined ? {} : { next }),
    },
  };
}

function sorted(objects: WireObject[], sort: SearchBody['sort']): WireObject[] {
  const field = sort?.field ?? 'updated_at';
  const sign = sort?.order === 'ascending' ? 1 : -1;
  return objects.sort((a, b) => sign * (Number(a[field]) - Number(b[field])) || (a.id < b.id ? -1 : 1));
}

function encode(place: number): string {
  return Buffer.from(`place:${place}`).toString('base64url');
}

function decode(token: string | null | undefined): number | null {
  if (token === undefined || token === null) return 0;
  const match = /^place:(\d+)$/.exec(Buffer.from(token, 'base64url').toString());
  return match === null ? null : Number(match[1]);
}
