import { type PeriodCosts } from '../../insights/kpis/kpi-input.ts';
import { type Localised } from '../../model/bands.ts';
import { type KpiOverview } from '../../model/kpi-tally.ts';

/** What is missing for the KPIs that are not known, and what would fill it in. */
export function kpiNotes(gaps: KpiOverview['gaps'], costs: PeriodCosts): Localised[] {
  const notes: Localised[] = [];
  const add = (en: string, es: string) => notes.push({ en, es });
  const { unbilled, foreign } = gaps;
  if (unbilled === 1) {
    add(
      '1 customer has no billing data: it counts as a customer, but not in revenue.',
      '1 cliente no tiene datos de facturación: cuenta como cliente, pero no en los ingresos.',
    );
  } else if (unbilled > 1) {
    add(
      `${unbilled} customers have no billing data: they count as customers, but not in revenue.`,
      `${unbilled} clientes no tienen datos de facturación: cuentan como clientes, pero no en los ingresos.`,
    );
  }
  if (foreign === 1) {
    add(
      '1 customer pays in another currency and is left out of revenue: exchange rates are missing.',
      '1 cliente paga en otra moneda y queda fuera de los ingresos: faltan tipos de cambio.',
    );
  } else if (foreign > 1) {
    add(
      `${foreign} customers pay in another currency and are left out of revenue: exchange rates are missing.`,
      `${foreign} clientes pagan en otra moneda y quedan fuera de los ingresos: faltan tipos de cambio.`,
    );
  }
  if (gaps.lost > 0 && gaps.lostWithReason === 0) {
    add(
      'No reason is recorded for any lost customer, so losses cannot be split by reason. Enter it on the company in HubSpot.',
      'No consta el motivo de ningún cliente perdido: las pérdidas no se pueden repartir por motivo. Indícalo en la empresa en HubSpot.',
    );
  }
  if (costs.retention === null || costs.acquisition === null) {
    add(
      'CRC and CAC need what a month of keeping and winning customers costs; it is not set.',
      'CRC y CAC necesitan lo que cuesta al mes retener y captar clientes; no está indicado.',
    );
  }
  if (gaps.surveyed === 0) {
    add('No survey answers are connected.', 'No hay respuestas de encuestas conectadas.');
  }
  if (gaps.onboarded === 0) {
    add(
      'No onboarding milestones are connected, so there is no onboarding score.',
      'No hay hitos de incorporación conectados: no hay puntuación de incorporación.',
    );
  }
  return notes;
}
