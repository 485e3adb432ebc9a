import type { Localised } from './bands.ts';

/** A term of the product, as people read it. */
export interface GlossaryEntry extends Localised {
  /** One sentence. */
  readonly meaning: Localised;
}

/** The one glossary of the product: what its words mean and what they are called in each language. */
export const GLOSSARY = {
  healthScore: {
    en: 'health score',
    es: 'puntuación de salud',
    meaning: {
      en: 'How likely a customer is to reach its goals and stay, from 0 to 100, higher being healthier.',
      es: 'Qué probable es que un cliente logre sus objetivos y se quede, de 0 a 100; más es mejor.',
    },
  },
  signal: {
    en: 'signal',
    es: 'señal',
    meaning: {
      en: 'A raw fact about a company pulled from a source: an invoice, a day of active users, a survey answer.',
      es: 'Un hecho sobre una empresa traído de una fuente: una factura, los usuarios activos de un día, una respuesta.',
    },
  },
  indicator: {
    en: 'indicator',
    es: 'indicador',
    meaning: {
      en: 'One aspect of a company turned from signals into a value and a score from 0 to 100, or a reason why there is none.',
      es: 'Un aspecto de una empresa convertido de señales en un valor y una puntuación de 0 a 100, o el motivo de que no la haya.',
    },
  },
  dimension: {
    en: 'dimension',
    es: 'dimensión',
    meaning: {
      en: 'A weighted group of indicators, such as product, relationship or business.',
      es: 'Un grupo ponderado de indicadores, como producto, relación o negocio.',
    },
  },
  productHealth: {
    en: 'product health',
    es: 'salud de producto',
    meaning: {
      en: 'How well the customer uses what it bought.',
      es: 'Qué bien usa el cliente lo que compró.',
    },
  },
  relationshipHealth: {
    en: 'relationship health',
    es: 'salud de relación',
    meaning: {
      en: 'How strong the ties with the people at the customer are.',
      es: 'Qué fuertes son los lazos con las personas del cliente.',
    },
  },
  businessHealth: {
    en: 'business health',
    es: 'salud de negocio',
    meaning: {
      en: 'Whether the customer gets value for its money, pays and commits.',
      es: 'Si el cliente obtiene valor por su dinero, paga y se compromete.',
    },
  },
  weight: {
    en: 'weight',
    es: 'peso',
    meaning: {
      en: 'The share of the score that an indicator or dimension counts for.',
      es: 'La parte de la puntuación que corresponde a un indicador o una dimensión.',
    },
  },
  band: {
    en: 'health band',
    es: 'banda de salud',
    meaning: {
      en: 'The action range a score falls in: red, orange, yellow or green.',
      es: 'El rango de acción en que cae una puntuación: rojo, naranja, amarillo o verde.',
    },
  },
  publishedBand: {
    en: 'published band',
    es: 'banda publicada',
    meaning: {
      en: 'The band shown and written to the CRM, which follows the score without flipping at every small move.',
      es: 'La banda que se muestra y se escribe en el CRM, que sigue a la puntuación sin cambiar con cada pequeño movimiento.',
    },
  },
  override: {
    en: 'override',
    es: 'ajuste manual',
    meaning: {
      en: 'A band set by a person with a reason, shown as such until it expires.',
      es: 'Una banda fijada por una persona con un motivo, mostrada como tal hasta que caduca.',
    },
  },
  alertLevel: {
    en: 'alert level',
    es: 'nivel de alerta',
    meaning: {
      en: 'How urgent a score is: critical, at risk, warning or healthy, each with a response time.',
      es: 'La urgencia de una puntuación: crítico, en riesgo, advertencia o saludable, cada uno con su tiempo de respuesta.',
    },
  },
  earlyWarning: {
    en: 'early warning',
    es: 'alerta temprana',
    meaning: {
      en: 'A pattern that often comes before a loss and is shown whatever the band, such as a drop in usage.',
      es: 'Un patrón que suele preceder a una pérdida y se muestra sea cual sea la banda, como una caída del uso.',
    },
  },
  coverage: {
    en: 'coverage',
    es: 'cobertura',
    meaning: {
      en: 'The share of the whole model, by weight, that could be scored with the data at hand.',
      es: 'La parte de todo el modelo, por peso, que se pudo puntuar con los datos disponibles.',
    },
  },
  provisional: {
    en: 'provisional score',
    es: 'puntuación provisional',
    meaning: {
      en: 'A score with too little coverage to change a band or raise an alert.',
      es: 'Una puntuación con cobertura insuficiente para cambiar una banda o dar una alerta.',
    },
  },
  cap: {
    en: 'score limit',
    es: 'límite de la puntuación',
    meaning: {
      en: 'A rule that keeps a score below a limit whatever the mean says, with its reason.',
      es: 'Una regla que mantiene la puntuación bajo un límite diga lo que diga la media, con su motivo.',
    },
  },
  trend: {
    en: 'trend',
    es: 'tendencia',
    meaning: {
      en: 'Whether the score rose, fell or held over the last 30 days.',
      es: 'Si la puntuación subió, bajó o se mantuvo en los últimos 30 días.',
    },
  },
  asOfDate: {
    en: 'as-of date',
    es: 'fecha de referencia',
    meaning: {
      en: 'The UTC day that is scored; nothing that happened after it is used.',
      es: 'El día UTC que se puntúa; no se usa nada posterior.',
    },
  },
  model: {
    en: 'scoring model',
    es: 'modelo de puntuación',
    meaning: {
      en: 'The versioned set of dimensions, weights, curves and limits behind a score.',
      es: 'El conjunto versionado de dimensiones, pesos, curvas y límites que hay detrás de una puntuación.',
    },
  },
  segment: {
    en: 'segment',
    es: 'segmento',
    meaning: {
      en: 'A kind of customer, such as enterprise, for which the model weighs things differently.',
      es: 'Un tipo de cliente, como gran empresa, para el que el modelo pondera de otra manera.',
    },
  },
  playbook: {
    en: 'playbook',
    es: 'playbook',
    meaning: {
      en: 'What to do for a customer in a band: steps with an owner and a time.',
      es: 'Qué hacer con un cliente en una banda: pasos con responsable y plazo.',
    },
  },
  play: {
    en: 'play',
    es: 'jugada',
    meaning: {
      en: 'What to do about one indicator that costs a company many points.',
      es: 'Qué hacer con un indicador que le cuesta muchos puntos a una empresa.',
    },
  },
  task: {
    en: 'task',
    es: 'tarea',
    meaning: {
      en: 'A to-do in the CRM for one person with a due date.',
      es: 'Un pendiente en el CRM para una persona con fecha límite.',
    },
  },
  owner: {
    en: 'owner',
    es: 'responsable',
    meaning: {
      en: 'The person the company belongs to in the CRM.',
      es: 'La persona a la que pertenece la empresa en el CRM.',
    },
  },
  churn: {
    en: 'churn',
    es: 'abandono',
    meaning: {
      en: 'A customer that leaves, or the share of customers that leave in a period.',
      es: 'Un cliente que se va, o la parte de los clientes que se va en un período.',
    },
  },
  renewal: {
    en: 'renewal',
    es: 'renovación',
    meaning: {
      en: 'The day a contract ends and is or is not extended.',
      es: 'El día en que un contrato termina y se prorroga o no.',
    },
  },
  expansion: {
    en: 'expansion',
    es: 'expansión',
    meaning: {
      en: 'More recurring revenue from a customer than before: seats, plans or products.',
      es: 'Más ingresos recurrentes de un cliente que antes: asientos, planes o productos.',
    },
  },
  contraction: {
    en: 'contraction',
    es: 'contracción',
    meaning: {
      en: 'Less recurring revenue from a customer that stays.',
      es: 'Menos ingresos recurrentes de un cliente que se queda.',
    },
  },
  arr: {
    en: 'ARR',
    es: 'ARR',
    meaning: {
      en: 'Annual recurring revenue: what a customer pays in a year at its current contract.',
      es: 'Ingresos recurrentes anuales: lo que un cliente paga al año con su contrato actual.',
    },
  },
  mrr: {
    en: 'MRR',
    es: 'MRR',
    meaning: {
      en: 'Monthly recurring revenue: what a customer pays in a month at its current contract.',
      es: 'Ingresos recurrentes mensuales: lo que un cliente paga al mes con su contrato actual.',
    },
  },
  nrr: {
    en: 'NRR',
    es: 'NRR',
    meaning: {
      en: 'Net revenue retention: recurring revenue now of those who were customers at the start, expansion included, as percent of then.',
      es: 'Retención neta de ingresos: ingresos recurrentes actuales de quienes ya eran clientes al inicio, con expansión, en porcentaje de entonces.',
    },
  },
  grr: {
    en: 'GRR',
    es: 'GRR',
    meaning: {
      en: 'Gross revenue retention: like NRR without expansion, so never above 100 percent.',
      es: 'Retención bruta de ingresos: como el NRR sin expansión, por lo que nunca supera el 100 por ciento.',
    },
  },
  ltv: {
    en: 'LTV',
    es: 'LTV',
    meaning: {
      en: 'Lifetime value: average revenue of an account divided by the churn rate.',
      es: 'Valor de vida del cliente: ingreso medio por cuenta dividido por la tasa de abandono.',
    },
  },
  cac: {
    en: 'CAC',
    es: 'CAC',
    meaning: {
      en: 'What it costs on average to win a customer.',
      es: 'Lo que cuesta de media ganar un cliente.',
    },
  },
  nps: {
    en: 'NPS',
    es: 'NPS',
    meaning: {
      en: 'Net Promoter Score: percent of promoters (9 or 10) minus percent of detractors (0 to 6).',
      es: 'Net Promoter Score: porcentaje de promotores (9 o 10) menos porcentaje de detractores (0 a 6).',
    },
  },
  csat: {
    en: 'CSAT',
    es: 'CSAT',
    meaning: { en: 'A satisfaction answer from 1 to 5.', es: 'Una respuesta de satisfacción de 1 a 5.' },
  },
  seat: {
    en: 'seat',
    es: 'asiento',
    meaning: {
      en: 'A paid right of one person to use the product.',
      es: 'Un derecho pagado de una persona a usar el producto.',
    },
  },
  seatsInUse: {
    en: 'seats in use',
    es: 'asientos en uso',
    meaning: {
      en: 'The users active in the last 30 days against the seats paid for.',
      es: 'Los usuarios activos en los últimos 30 días frente a los asientos pagados.',
    },
  },
  activeUser: {
    en: 'active user',
    es: 'usuario activo',
    meaning: {
      en: 'A user seen at least once in the last 30 days.',
      es: 'Un usuario visto al menos una vez en los últimos 30 días.',
    },
  },
  powerUser: {
    en: 'power user',
    es: 'usuario avanzado',
    meaning: {
      en: 'A user active on at least 15 of 30 days who uses advanced features and completes workflows.',
      es: 'Un usuario activo al menos 15 de 30 días que usa funciones avanzadas y completa flujos de trabajo.',
    },
  },
  csm: {
    en: 'CSM',
    es: 'CSM',
    meaning: {
      en: 'Customer success manager: the person who looks after a customer.',
      es: 'Customer success manager: la persona que cuida de un cliente.',
    },
  },
  qbr: {
    en: 'business review (QBR)',
    es: 'revisión de negocio (QBR)',
    meaning: {
      en: 'A meeting, usually quarterly, about the results and goals of the customer.',
      es: 'Una reunión, normalmente trimestral, sobre los resultados y objetivos del cliente.',
    },
  },
  executiveSponsor: {
    en: 'executive sponsor',
    es: 'patrocinador ejecutivo',
    meaning: {
      en: 'The senior person at the customer who stands behind the product.',
      es: 'La persona con mando en el cliente que respalda el producto.',
    },
  },
  champion: {
    en: 'champion',
    es: 'campeón',
    meaning: {
      en: 'The person at the customer who promotes the product.',
      es: 'La persona del cliente que promueve el producto.',
    },
  },
  pulse: {
    en: 'pulse',
    es: 'pulso',
    meaning: {
      en: 'The own judgement of the CSM from 1 to 5, which counts for 90 days.',
      es: 'El juicio del propio CSM de 1 a 5, que cuenta durante 90 días.',
    },
  },
  source: {
    en: 'source',
    es: 'fuente',
    meaning: {
      en: 'A system that facts are pulled from, such as billing or support.',
      es: 'Un sistema del que se traen hechos, como facturación o soporte.',
    },
  },
  backtest: {
    en: 'backtest',
    es: 'prueba retrospectiva',
    meaning: {
      en: 'A check of past scores against which customers then left.',
      es: 'Una comprobación de las puntuaciones pasadas frente a los clientes que luego se fueron.',
    },
  },
} as const satisfies Readonly<Record<string, GlossaryEntry>>;

export type GlossaryTerm = keyof typeof GLOSSARY;
