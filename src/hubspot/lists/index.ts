export { ensureHealthLists, type HealthList, missingHealthLists } from './health-lists.ts';
export { listSizes } from './list-sizes.ts';
export { enumerationFilter } from './value-filter.ts';
