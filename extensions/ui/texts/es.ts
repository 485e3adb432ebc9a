import { type CardTexts } from './en.ts';

/** What the card itself says, in Spanish. */
export const es: CardTexts = {
  loading: 'Leyendo la salud del cliente',
  tryAgain: 'Intentar de nuevo',
  failed: {
    title: 'No se pudo leer la salud del cliente',
    text: 'HubSpot no devolvió las propiedades de salud de esta empresa. Inténtalo de nuevo; si vuelve a fallar, pregunta a un administrador si siguen existiendo.',
  },
  forbidden: {
    title: 'No puedes ver la salud del cliente',
    text: 'Tu usuario no puede ver estas propiedades. Pide a un superadministrador acceso al grupo de propiedades «Salud del cliente».',
  },
  crashed: {
    title: 'No se pueden mostrar los detalles',
    text: 'Probablemente los escribió otra versión. Las propiedades de la empresa están intactas. Inténtalo tras la próxima ejecución.',
  },
  notCustomer: {
    title: 'Todavía no es cliente',
    text: 'La salud se puntúa cuando la etapa del ciclo de vida es Cliente. La puntuación aparece tras la próxima ejecución.',
  },
  neverScored: {
    title: 'Aún sin puntuación',
    text: 'La próxima ejecución lee las fuentes y puntúa esta empresa; no tienes que hacer nada. ¿Sin puntuación tras un día? Pregunta a un administrador si está vinculada a una cuenta en alguna fuente.',
  },
  unknownTitle: 'No se pudo puntuar nada',
  unknownText:
    'Ninguna fuente tiene datos de esta empresa. No es una mala puntuación: conecta una fuente o vincula la empresa a su cuenta.',
  provisionalTitle: 'Datos insuficientes para una puntuación firme',
  provisionalText: (missing) =>
    `Una puntuación provisional no cambia la banda ni da avisos. Conecta: ${missing}.`,
  staleTitle: 'Esta puntuación es antigua',
  staleText: (age) =>
    `Calculada ${age}. Pregunta a quien gestiona Pulso por qué no ha terminado otra ejecución.`,
  detailUnreadableTitle: 'No se pueden leer los detalles',
  detailUnreadableText:
    'La puntuación viene de las propiedades de la empresa. Motivos, indicadores y playbook vuelven con la próxima ejecución.',
  sourceProblemTitle: (source, status, since) => {
    const what = status === 'disconnected' ? `${source} está desconectado` : `${source} no entrega datos`;
    return since === null ? what : `${what} desde el ${since}`;
  },
  sourceProblemText: (reason) =>
    `${reason === null ? '' : `${reason} `}La puntuación usa lo que se leyó antes.`,
  scoredAt: (age) => `Puntuado ${age}`,
  covered: (percent) => `El ${percent} del modelo tiene datos`,
  ofHundred: (score) => `${score} de 100`,
  noScore: 'Sin puntuación',
  whyItMoved: 'Por qué cambió',
  changeUp: (points, since) => `Sube ${points} ${since}`,
  changeDown: (points, since) => `Baja ${points} ${since}`,
  changeNone: (since) => `Sin cambios ${since}`,
  sinceDay: (day) => `desde el ${day}`,
  inThirtyDays: 'en 30 días',
  noComparison: 'Aún no hay una puntuación anterior con la que comparar',
  weight: (percent) => `${percent} de la puntuación`,
  noWeight: 'fuera de la puntuación: sin datos',
  up: (points) => `sube ${points}`,
  down: (points) => `baja ${points}`,
  unchanged: 'sin cambios',
  tabs: {
    overview: 'Resumen',
    indicators: 'Indicadores',
    history: 'Historial',
    people: 'Personas',
    playbook: 'Playbook',
  },
  overview: {
    costs: 'Lo que más puntos cuesta',
    costsNone: 'Nada cuesta puntos apreciables.',
    limits: 'Límites de la puntuación',
    sources: 'De dónde vienen los datos',
    sourcesNone: 'No hay ninguna fuente conectada.',
  },
  indicators: {
    indicator: 'Indicador',
    now: 'Ahora',
    target: 'Objetivo',
    points: 'Puntos',
    source: 'Fuente',
    given: (given, possible) => `${given}\u00a0de\u00a0${possible}`,
    notCounted: 'No cuenta',
  },
  sourceStatus: { ok: 'Conectada', stale: 'Con retraso', error: 'Con fallos', disconnected: 'Desconectada' },
  needs: (what) => `Necesita ${what}`,
  readAt: (age) => `leída ${age}`,
  neverRead: 'nunca leída',
  history: {
    title: 'Puntuación de salud a lo largo del tiempo',
    score: 'Puntuación',
    day: 'Día',
    summary: (low, lowDay, high, highDay, now, first) =>
      `Entre ${low} (${lowDay}) y ${high} (${highDay}) desde el ${first}; ahora ${now}.`,
    bandFrom: (band, from) => `${band} desde ${from}`,
    values: 'Todos los valores',
    none: 'La línea empieza con la segunda puntuación.',
    sources: (since) => `De dónde viene el cambio desde el ${since}`,
    customerChanged: 'Cambió el cliente',
    dataChanged: 'Aparecieron o faltaron datos',
    limitsChanged: 'Límites de la puntuación',
    modelChanged: 'Cambió el modelo',
    bandChange: (from, to, day) => `La banda pasó de ${from} a ${to} el ${day}.`,
  },
  roles: {
    'executive-sponsor': 'Patrocinador ejecutivo',
    champion: 'Campeón',
    admin: 'Administrador',
    member: 'Miembro',
  },
  owners: { 'company-owner': 'Responsable de la empresa', manager: 'Superior del responsable' },
  people: {
    person: 'Persona',
    role: 'Rol',
    health: 'Salud',
    lastSeen: 'Última actividad',
    atRisk: 'En riesgo',
    fine: 'Con actividad',
    unknown: 'Sin datos',
    never: 'nunca vista',
    none: 'No se conocen usuarios. Conecta una fuente de analítica de producto.',
    unnamed: 'Usuario sin nombre',
  },
  playbook: {
    step: 'Qué hacer ahora',
    reasons: 'Trabaja primero en estos motivos',
    owner: 'Quién',
    due: 'Cuándo',
    none: 'No hay playbook sin puntuación.',
  },
  detailMissing: 'Necesita los detalles, que vuelven con la próxima ejecución.',
};
