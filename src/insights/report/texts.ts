import { type Locale } from '../../model/bands.ts';
import { type Advice, type Verdict } from '../../model/proof.ts';

/** Every word of the report. */
export interface ReportTexts {
  readonly title: string;
  readonly subtitle: (companies: string, lost: string, scores: string, until: string) => string;
  readonly summary: string;
  readonly below: (below: string, churners: string, all: string) => string;
  readonly noChurners: string;
  readonly redMultiple: (times: string, scores: string) => string;
  readonly noRed: string;
  readonly redWithoutLoss: (scores: string) => string;
  readonly ranking: (auc: string, low: string, high: string) => string;
  readonly noRanking: string;
  readonly beats: (name: string, own: string, score: string) => string;
  readonly loses: (name: string, own: string, score: string) => string;
  readonly few: string;
  readonly skill: string;
  readonly skillNote: string;
  readonly score: (days: string) => string;
  readonly login: string;
  readonly pulse: string;
  readonly guessing: string;
  readonly calibration: string;
  readonly calibrationNote: string;
  readonly riskiest: string;
  readonly average: string;
  readonly binTitle: (rank: string, share: string, scores: string) => string;
  readonly lead: string;
  readonly leadNote: (warned: string, churners: string) => string;
  readonly leadTitle: (count: string, days: string) => string;
  readonly days: string;
  readonly figures: string;
  readonly figureHeader: readonly string[];
  readonly segments: string;
  readonly segmentHeader: readonly string[];
  readonly noSegment: string;
  readonly missed: (listed: string, total: string) => string;
  readonly alarms: (listed: string, total: string) => string;
  readonly missHeader: readonly string[];
  readonly weights: string;
  readonly verdicts: Readonly<Record<Verdict, string>>;
  readonly advice: Readonly<Record<Advice, string>>;
  readonly reviewHeader: readonly string[];
  readonly drifting: string;
  readonly howTo: string;
  readonly definitions: readonly string[];
}

const EN: ReportTexts = {
  title: 'Does the health score predict?',
  subtitle: (companies, lost, scores, until) =>
    `${companies} customers, ${lost} of them lost, ${scores} scores; outcomes known until ${until}`,
  summary: 'In plain words',
  below: (below, churners, all) =>
    `Of ${churners} customers who left, ${below} were below green 60 days before; of all scores, ${all} are.`,
  noChurners:
    'No customer with a score 60 to 90 days before has left: nothing can be said about warnings yet.',
  redMultiple: (times, scores) =>
    `Customers in red left ${times} times as often as the average within 60 days (${scores} red scores).`,
  noRed: 'No customer was in red long enough ago to judge the red band.',
  redWithoutLoss: (scores) =>
    `Red scores: ${scores}; nobody left within 60 days of any score, so the red band cannot be judged yet.`,
  ranking: (auc, low, high) =>
    `Picking one customer who left within 60 days and one who stayed, the score was lower for the one who left in ${auc} of 100 cases (95 % interval ${low} to ${high}; 50 is guessing).`,
  noRanking: 'Nobody left within 60 days of a score, so nothing can be said about its ranking.',
  beats: (name, own, score) => `It ranks better than ${name} alone (${score} against ${own}).`,
  loses: (name, own, score) =>
    `It does not rank better than ${name} alone (${score} against ${own}): the score does not earn its keep there.`,
  few: 'Fewer than 30 customers have left. Take every figure here as a first impression.',
  skill: 'Ranking against simpler predictors',
  skillNote: 'Area under the ROC curve with its 95 % interval, drawn by company. Hollow: baselines.',
  score: (days) => `Score, ${days} days ahead`,
  login: 'days since last login',
  pulse: 'the CSM’s own judgement',
  guessing: 'guessing',
  calibration: 'Who really left, by score',
  calibrationNote: 'Scores in ten groups of equal size, the lowest first: share lost within 60 days.',
  riskiest: 'lowest',
  average: 'average',
  binTitle: (rank, share, scores) => `Group ${rank}: ${share} lost, ${scores} scores`,
  lead: 'How long the warning was',
  leadNote: (warned, churners) =>
    `Days between falling below green for good and leaving; ${warned} of ${churners} customers who left.`,
  leadTitle: (count, days) => `${count} customers, ${days} days`,
  days: 'days',
  figures: 'All figures',
  figureHeader: [
    'Days ahead',
    'Scores',
    'Lost',
    'Base rate',
    'AUC',
    'AUC within segments',
    'PR AUC',
    'Brier',
    'Red that left',
    'Lost that were red',
    'Red ÷ average',
    'Lost below green',
  ],
  segments: 'By segment, 60 days ahead',
  segmentHeader: ['Segment', 'Scores', 'Lost', 'Base rate', 'AUC', 'Red ÷ average'],
  noSegment: 'No segment',
  missed: (listed, total) => `Left although green (${listed} of ${total})`,
  alarms: (listed, total) => `Red and still here 90 days later (${listed} of ${total})`,
  missHeader: ['Company', 'Score', 'On', 'Left on', 'ARR'],
  weights: 'Should the weights change?',
  verdicts: {
    better: 'Yes: weights learned from the earlier time rank the later time better than the current ones.',
    'too-few-events':
      'No: fewer than 30 customers were lost in the time to learn from. The current weights stay.',
    'too-few-later-events': 'Not yet: too few customers were lost in the later time to judge new weights on.',
    'no-reliable-signal':
      'No reliable signal: the indicators do not tell who leaves better than guessing. The current weights stay.',
    'not-better': 'No: new weights would not surely rank better than the current ones.',
    'scores-fewer':
      'No: new weights rank better, but would leave too many customers without a score who have one now. The current weights stay.',
  },
  advice: {
    raise: 'raise',
    lower: 'lower',
    add: 'add',
    drop: 'drop',
    keep: 'keep',
    unknown: 'too little data',
  },
  reviewHeader: ['Indicator', 'AUC alone', '95 % interval', 'Has data', 'Weight now', 'Fitted', 'Advice'],
  drifting: 'changes over time',
  howTo: 'How to read this',
  definitions: [
    'AUC: the chance that a customer about to leave scores lower than one who stays. Within segments: comparing customers of the same segment only, for segments differ in churn by themselves.',
    'PR AUC: average precision; guessing reaches the base rate.',
    'Brier: mean squared distance between 1 − score ÷ 100 and what happened; 0 is perfect.',
    'Every score counts whose horizon has closed, for customers lost and kept alike. Nothing later than a score went into it.',
  ],
};

const ES: ReportTexts = {
  title: '¿Predice la puntuación de salud?',
  subtitle: (companies, lost, scores, until) =>
    `${companies} clientes, ${lost} de ellos perdidos, ${scores} puntuaciones; resultados conocidos hasta el ${until}`,
  summary: 'En pocas palabras',
  below: (below, churners, all) =>
    `De ${churners} clientes que se fueron, ${below} estaban por debajo de verde 60 días antes; de todas las puntuaciones, lo está el ${all}.`,
  noChurners:
    'No se ha ido ningún cliente con puntuación de 60 a 90 días antes: todavía no se puede decir nada de los avisos.',
  redMultiple: (times, scores) =>
    `Los clientes en rojo se fueron ${times} veces más que la media en 60 días (${scores} puntuaciones en rojo).`,
  noRed: 'Ningún cliente estuvo en rojo hace el tiempo suficiente para juzgar la banda roja.',
  redWithoutLoss: (scores) =>
    `Puntuaciones en rojo: ${scores}; nadie se fue en los 60 días posteriores a ninguna puntuación: todavía no se puede juzgar la banda roja.`,
  ranking: (auc, low, high) =>
    `Tomando un cliente que se fue en 60 días y uno que se quedó, la puntuación era más baja en el que se fue en ${auc} de cada 100 casos (intervalo del 95 %: de ${low} a ${high}; 50 es adivinar).`,
  noRanking: 'Nadie se fue en los 60 días posteriores a una puntuación: no se puede decir cómo ordena.',
  beats: (name, own, score) => `Ordena mejor que ${name} por sí solo (${score} frente a ${own}).`,
  loses: (name, own, score) =>
    `No ordena mejor que ${name} por sí solo (${score} frente a ${own}): ahí la puntuación no aporta.`,
  few: 'Se han ido menos de 30 clientes. Tome cada cifra como una primera impresión.',
  skill: 'Frente a predictores más sencillos',
  skillNote: 'Área bajo la curva ROC con su intervalo del 95 %, por empresa. Huecos: referencias.',
  score: (days) => `Puntuación, a ${days} días`,
  login: 'los días desde el último acceso',
  pulse: 'el juicio del CSM',
  guessing: 'adivinar',
  calibration: 'Quién se fue de verdad, según la puntuación',
  calibrationNote: 'Puntuaciones en diez grupos iguales, la más baja primero: parte perdida en 60 días.',
  riskiest: 'más baja',
  average: 'media',
  binTitle: (rank, share, scores) => `Grupo ${rank}: ${share} perdido, ${scores} puntuaciones`,
  lead: 'Con cuánta antelación se avisó',
  leadNote: (warned, churners) =>
    `Días entre caer de verde sin volver e irse; ${warned} de ${churners} clientes que se fueron.`,
  leadTitle: (count, days) => `${count} clientes, ${days} días`,
  days: 'días',
  figures: 'Todas las cifras',
  figureHeader: [
    'Días',
    'Puntuaciones',
    'Perdidas',
    'Tasa base',
    'AUC',
    'AUC en segmentos',
    'PR AUC',
    'Brier',
    'Rojos que se fueron',
    'Perdidos en rojo',
    'Rojo ÷ media',
    'Perdidos bajo verde',
  ],
  segments: 'Por segmento, a 60 días',
  segmentHeader: ['Segmento', 'Puntuaciones', 'Perdidas', 'Tasa base', 'AUC', 'Rojo ÷ media'],
  noSegment: 'Sin segmento',
  missed: (listed, total) => `Se fueron estando en verde (${listed} de ${total})`,
  alarms: (listed, total) => `En rojo y siguen aquí 90 días después (${listed} de ${total})`,
  missHeader: ['Empresa', 'Puntuación', 'El', 'Se fue el', 'ARR'],
  weights: '¿Deben cambiar los pesos?',
  verdicts: {
    better: 'Sí: los pesos aprendidos del tiempo anterior ordenan el posterior mejor que los actuales.',
    'too-few-events':
      'No: se perdieron menos de 30 clientes en el tiempo del que aprender. Los pesos actuales se mantienen.',
    'too-few-later-events':
      'Aún no: en el tiempo posterior se perdieron muy pocos clientes para juzgar pesos nuevos.',
    'no-reliable-signal':
      'Sin señal fiable: los indicadores no distinguen quién se va mejor que el azar. Los pesos actuales se mantienen.',
    'not-better': 'No: no es seguro que unos pesos nuevos ordenen mejor que los actuales.',
    'scores-fewer':
      'No: unos pesos nuevos ordenan mejor, pero dejarían sin puntuación a demasiados clientes que ahora la tienen. Los pesos actuales se mantienen.',
  },
  advice: {
    raise: 'subir',
    lower: 'bajar',
    add: 'añadir',
    drop: 'quitar',
    keep: 'mantener',
    unknown: 'datos insuficientes',
  },
  reviewHeader: [
    'Indicador',
    'AUC solo',
    'Intervalo 95 %',
    'Con datos',
    'Peso actual',
    'Ajustado',
    'Consejo',
  ],
  drifting: 'cambia con el tiempo',
  howTo: 'Cómo leerlo',
  definitions: [
    'AUC: la probabilidad de que un cliente que se va puntúe más bajo que uno que se queda. En segmentos: comparando solo clientes del mismo segmento, pues los segmentos ya difieren en abandono.',
    'PR AUC: precisión media; adivinar alcanza la tasa base.',
    'Brier: distancia cuadrática media entre 1 − puntuación ÷ 100 y lo que pasó; 0 es perfecto.',
    'Cuenta toda puntuación cuyo plazo se ha cerrado, de clientes perdidos y mantenidos por igual. Nada posterior a una puntuación entró en ella.',
  ],
};

export const REPORT_TEXTS: Readonly<Record<Locale, ReportTexts>> = { en: EN, es: ES };
