import { type KpiId, type KpiUnit, type KpiValues } from '../../model/kpi-view.ts';
import { type Localised } from '../../model/bands.ts';
import { type Kpis } from './kpis.ts';

interface Definition {
  readonly unit: KpiUnit;
  readonly title: Localised;
  /** How it is computed (S4), in words. */
  readonly formula: Localised;
  readonly value: (kpis: Kpis) => number | null;
  /** Whether the value is on the wrong side of its limit. */
  readonly flagged?: (kpis: Kpis) => boolean;
}

/** Every KPI with its formula, in the order in which people read them. */
export const KPI_DEFINITIONS: Readonly<Record<KpiId, Definition>> = {
  customersAtStart: {
    unit: 'count',
    title: { en: 'Customers at the start', es: 'Clientes al inicio' },
    formula: {
      en: 'Customers on the first day of the period',
      es: 'Clientes el primer día del periodo',
    },
    value: (kpis) => kpis.customersAtStart,
  },
  customersAtEnd: {
    unit: 'count',
    title: { en: 'Customers at the end', es: 'Clientes al final' },
    formula: { en: 'Customers when the period ends', es: 'Clientes al terminar el periodo' },
    value: (kpis) => kpis.customersAtEnd,
  },
  newCustomers: {
    unit: 'count',
    title: { en: 'New customers', es: 'Clientes nuevos' },
    formula: {
      en: 'Customers who began to pay in the period',
      es: 'Clientes que empezaron a pagar en el periodo',
    },
    value: (kpis) => kpis.newCustomers,
  },
  lost: {
    unit: 'count',
    title: { en: 'Customers lost', es: 'Clientes perdidos' },
    formula: {
      en: 'Customers at the start who are none at the end',
      es: 'Clientes al inicio que ya no lo son al final',
    },
    value: (kpis) => kpis.lost,
  },
  churnRate: {
    unit: 'share',
    title: { en: 'Churn rate', es: 'Tasa de abandono' },
    formula: { en: 'Lost ÷ customers at the start × 100', es: 'Perdidos ÷ clientes al inicio × 100' },
    value: (kpis) => kpis.churnRate,
  },
  mrrAtStart: {
    unit: 'money',
    title: { en: 'MRR at the start', es: 'MRR al inicio' },
    formula: {
      en: 'Recurring revenue a month on the first day',
      es: 'Ingresos recurrentes al mes el primer día',
    },
    value: ({ revenue }) => revenue.mrrAtStart,
  },
  mrrAtEnd: {
    unit: 'money',
    title: { en: 'MRR at the end', es: 'MRR al final' },
    formula: {
      en: 'Recurring revenue a month when the period ends',
      es: 'Ingresos recurrentes al mes al terminar el periodo',
    },
    value: ({ revenue }) => revenue.mrrAtEnd,
  },
  newMrr: {
    unit: 'money',
    title: { en: 'New MRR', es: 'MRR nuevo' },
    formula: {
      en: 'MRR at the end of customers who began',
      es: 'MRR al final de los clientes que empezaron',
    },
    value: ({ revenue }) => revenue.newMrr,
  },
  expansionMrr: {
    unit: 'money',
    title: { en: 'Expansion MRR', es: 'MRR de expansión' },
    formula: {
      en: 'Rise of MRR of the customers of the start',
      es: 'Aumento de MRR de los clientes del inicio',
    },
    value: ({ revenue }) => revenue.expansionMrr,
  },
  contractionMrr: {
    unit: 'money',
    title: { en: 'Contraction MRR', es: 'MRR de contracción' },
    formula: {
      en: 'Fall of MRR of customers of the start who stayed',
      es: 'Descenso de MRR de los clientes del inicio que siguen',
    },
    value: ({ revenue }) => revenue.contractionMrr,
  },
  churnedMrr: {
    unit: 'money',
    title: { en: 'Churned MRR', es: 'MRR perdido' },
    formula: { en: 'MRR at the start of the customers lost', es: 'MRR al inicio de los clientes perdidos' },
    value: ({ revenue }) => revenue.churnedMrr,
  },
  netNegativeChurn: {
    unit: 'yes-no',
    title: { en: 'Net negative churn', es: 'Abandono neto negativo' },
    formula: {
      en: 'Expansion MRR > churned MRR + contraction MRR',
      es: 'MRR de expansión > MRR perdido + MRR de contracción',
    },
    value: ({ revenue }) => (revenue.netNegativeChurn === null ? null : Number(revenue.netNegativeChurn)),
  },
  nrr: {
    unit: 'share',
    title: { en: 'Net revenue retention', es: 'Retención neta de ingresos' },
    formula: {
      en: '(MRR at the start + expansion − contraction − churned) ÷ MRR at the start',
      es: '(MRR al inicio + expansión − contracción − perdido) ÷ MRR al inicio',
    },
    value: ({ revenue }) => revenue.nrr,
  },
  grr: {
    unit: 'share',
    title: { en: 'Gross revenue retention', es: 'Retención bruta de ingresos' },
    formula: {
      en: '(MRR at the start − contraction − churned) ÷ MRR at the start',
      es: '(MRR al inicio − contracción − perdido) ÷ MRR al inicio',
    },
    value: ({ revenue }) => revenue.grr,
  },
  arpa: {
    unit: 'money',
    title: { en: 'Revenue per account', es: 'Ingreso por cuenta' },
    formula: { en: 'MRR at the start ÷ customers at the start', es: 'MRR al inicio ÷ clientes al inicio' },
    value: ({ revenue }) => revenue.arpa,
  },
  ltv: {
    unit: 'money',
    title: { en: 'Lifetime value', es: 'Valor de vida' },
    formula: {
      en: 'Revenue per account ÷ churn rate of a month',
      es: 'Ingreso por cuenta ÷ tasa de abandono de un mes',
    },
    value: (kpis) => kpis.ltv,
  },
  trials: {
    unit: 'count',
    title: { en: 'Trials', es: 'Pruebas' },
    formula: { en: 'Trials that began in the period', es: 'Pruebas que empezaron en el periodo' },
    value: ({ trialConversion }) => trialConversion.trials,
  },
  trialConversion: {
    unit: 'share',
    title: { en: 'Trial to paid', es: 'De prueba a pago' },
    formula: {
      en: 'Trials of the period that pay by its end ÷ trials of the period',
      es: 'Pruebas del periodo que pagan a su fin ÷ pruebas del periodo',
    },
    value: ({ trialConversion }) => trialConversion.rate,
  },
  onboardingScore: {
    unit: 'points',
    title: { en: 'Onboarding engagement', es: 'Participación en la incorporación' },
    formula: {
      en: 'Mean of milestones done ÷ due × 100, of customers who began in the period',
      es: 'Media de hitos hechos ÷ previstos × 100, de los clientes que empezaron en el periodo',
    },
    value: (kpis) => kpis.onboardingScore,
  },
  nps: {
    unit: 'points',
    title: { en: 'NPS', es: 'NPS' },
    formula: {
      en: '% promoters (9–10) − % detractors (0–6)',
      es: '% promotores (9–10) − % detractores (0–6)',
    },
    value: ({ nps }) => nps.value,
  },
  npsAnswers: {
    unit: 'count',
    title: { en: 'NPS answers', es: 'Respuestas NPS' },
    formula: { en: 'Answers in the period', es: 'Respuestas en el periodo' },
    value: ({ nps }) => nps.answers,
  },
  csat: {
    unit: 'share',
    title: { en: 'CSAT', es: 'CSAT' },
    formula: { en: 'Answers of 4 and 5 ÷ answers', es: 'Respuestas de 4 y 5 ÷ respuestas' },
    value: ({ csat }) => csat.value,
  },
  csatAnswers: {
    unit: 'count',
    title: { en: 'CSAT answers', es: 'Respuestas CSAT' },
    formula: { en: 'Answers in the period', es: 'Respuestas en el periodo' },
    value: ({ csat }) => csat.answers,
  },
  crc: {
    unit: 'money',
    title: { en: 'Cost of retention (CRC)', es: 'Coste de retención (CRC)' },
    formula: {
      en: 'Spent on keeping customers ÷ customers at the start',
      es: 'Gasto en retener clientes ÷ clientes al inicio',
    },
    value: (kpis) => kpis.crc,
  },
  ltvToCrc: {
    unit: 'ratio',
    title: { en: 'LTV : CRC', es: 'LTV : CRC' },
    formula: { en: 'LTV ÷ CRC; too low under 3', es: 'LTV ÷ CRC; demasiado bajo por debajo de 3' },
    value: ({ ltvToCrc }) => ltvToCrc.value,
    flagged: ({ ltvToCrc }) => ltvToCrc.tooLow,
  },
  cac: {
    unit: 'money',
    title: { en: 'Cost of acquisition (CAC)', es: 'Coste de adquisición (CAC)' },
    formula: {
      en: 'Spent on winning customers ÷ new customers',
      es: 'Gasto en captar clientes ÷ clientes nuevos',
    },
    value: (kpis) => kpis.cac,
  },
  ltvToCac: {
    unit: 'ratio',
    title: { en: 'LTV : CAC', es: 'LTV : CAC' },
    formula: { en: 'LTV ÷ CAC; too low under 3', es: 'LTV ÷ CAC; demasiado bajo por debajo de 3' },
    value: ({ ltvToCac }) => ltvToCac.value,
    flagged: ({ ltvToCac }) => ltvToCac.tooLow,
  },
};

/** The KPIs by id, as they are shown. */
export function kpiValues(kpis: Kpis): KpiValues {
  const entries = Object.entries(KPI_DEFINITIONS) as [KpiId, Definition][];
  return {
    values: Object.fromEntries(entries.map(([id, { value }]) => [id, value(kpis)])) as KpiValues['values'],
    lostByReason: { ...kpis.lostByReason },
    flagged: entries.flatMap(([id, { flagged }]) => (flagged?.(kpis) === true ? [id] : [])),
  };
}
