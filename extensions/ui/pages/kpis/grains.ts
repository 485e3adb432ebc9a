import type { KpiGrain } from '../../../../src/model/kpi-view.ts';

/** As offered; written here, because the schema's file would bring its library along. */
export const KPI_GRAIN_NAMES: readonly KpiGrain[] = ['month', 'quarter', 'year'];
