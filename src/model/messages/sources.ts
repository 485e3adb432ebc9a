import { type Localised } from '../bands.ts';

/** Why a source system could not be read, and what to do. */
export const SOURCE_MESSAGES = {
  'source.never-read': { en: 'never read yet', es: 'aún no se ha leído' },
  'source.failed': { en: '{source}: {reason}', es: '{source}: {reason}' },
  'source.late': {
    en: 'not read to the end in {seconds} seconds',
    es: 'no se leyó hasta el final en {seconds} segundos',
  },
  'source.stopped': {
    en: 'The pull was stopped before it was done.',
    es: 'La lectura se detuvo antes de terminar.',
  },
  'source.answered': {
    en: '{system} answered {status}. {remedy}',
    es: '{system} respondió {status}. {remedy}',
  },
  'source.answered-saying': {
    en: '{system} answered {status}: {said}. {remedy}',
    es: '{system} respondió {status} y dice: «{said}». {remedy}',
  },
  'source.unreachable': {
    en: '{system} cannot be reached or broke off ({why}). Check its address and the network.',
    es: 'No se puede conectar con {system} o se cortó ({why}). Comprueba su dirección y la red.',
  },
  'source.garbage': {
    en: '{system} sent {what}. Nothing of it was stored; the same part is read again on the next run.',
    es: '{system} envió {what}. No se guardó nada de ello; la misma parte se lee de nuevo en la próxima ejecución.',
  },
  'remedy.credentials': { en: 'Check {credentials}.', es: 'Comprueba {credentials}.' },
  'remedy.permission': {
    en: 'Give the key in {credentials} the right to read, or use another one.',
    es: 'Da permiso de lectura a la clave de {credentials}, o usa otra.',
  },
  'remedy.rate-limit': {
    en: 'Its rate limit is used up; the pull goes on from the same place later.',
    es: 'Su límite de peticiones está agotado; la lectura sigue más tarde desde el mismo punto.',
  },
  'remedy.later': {
    en: 'It is not available now; the pull goes on from the same place later.',
    es: 'No está disponible ahora; la lectura sigue más tarde desde el mismo punto.',
  },
  'remedy.refused': {
    en: 'The request was refused; repeating it will not help.',
    es: 'La petición fue rechazada; repetirla no servirá.',
  },
  'garbage.not-json': { en: 'an answer that is no JSON', es: 'una respuesta que no es JSON' },
  'garbage.shape': {
    en: 'something else than {path} answers',
    es: 'algo distinto de lo que responde {path}',
  },
  'garbage.too-large': {
    en: 'more than {most} bytes in one answer',
    es: 'más de {most} bytes en una respuesta',
  },
  'garbage.long-line': {
    en: 'a line of more than {most} characters',
    es: 'una línea de más de {most} caracteres',
  },
  'garbage.damaged-export': { en: 'a damaged export ({why})', es: 'una exportación dañada ({why})' },
  'garbage.export-over': {
    en: 'an export that unpacks to more than {bytes} bytes',
    es: 'una exportación que descomprimida pasa de {bytes} bytes',
  },
  'garbage.export-size': {
    en: 'an export that unpacks to {bytes} bytes or more',
    es: 'una exportación que descomprimida ocupa {bytes} bytes o más',
  },
  'garbage.no-event': {
    en: 'an export without a single event',
    es: 'una exportación sin un solo evento',
  },
  'garbage.no-next-page': {
    en: 'a page without the address of the next one',
    es: 'una página sin la dirección de la siguiente',
  },
  'garbage.cut-off': {
    en: '{rows} rows of a result that has {announced}',
    es: '{rows} filas de un resultado que tiene {announced}',
  },
  'garbage.not-csv': { en: 'a result that is no CSV', es: 'un resultado que no es CSV' },
  'garbage.not-list': {
    en: 'something that is no list for {path}',
    es: 'algo que no es una lista para {path}',
  },
  'garbage.unreadable': {
    en: 'an answer that cannot be read ({why})',
    es: 'una respuesta que no se puede leer ({why})',
  },
  'amplitude.hour-refused': {
    en: 'Amplitude refuses to export even the single hour {hour}: {why}',
    es: 'Amplitude rechaza exportar incluso la única hora {hour}: {why}',
  },
  'salesforce.job-ended': {
    en: 'Salesforce ended the query job {job} as {state}: {said}. Repeating it will not help.',
    es: 'Salesforce terminó la consulta {job} con el estado {state} y dice: «{said}». Repetirla no servirá.',
  },
  'salesforce.job-slow': {
    en: 'Salesforce has not finished the query job {job} within an hour. The pull goes on from the same place later.',
    es: 'Salesforce no terminó la consulta {job} en una hora. La lectura sigue más tarde desde el mismo punto.',
  },
  'stripe.unreadable': {
    en: 'Stripe sent {objects} that cannot be read ({why}).',
    es: 'Stripe envió {objects} que no se pueden leer ({why}).',
  },
  'stripe.no-last-id': {
    en: 'the last object of a page has no id',
    es: 'el último objeto de una página no tiene id',
  },
  'stripe.no-end': {
    en: 'Stripe sent a page of {objects} whose last object has no readable id and date, so the next page cannot be asked for. Try again later.',
    es: 'Stripe envió una página de {objects} cuyo último objeto no tiene id ni fecha legibles, así que no se puede pedir la siguiente. Inténtalo más tarde.',
  },
  'warehouse.refused': {
    en: 'The warehouse says: {said}. Check tables and columns in PULSO_WAREHOUSE_MAPPING.',
    es: 'El almacén de datos dice: «{said}». Revisa tablas y columnas en PULSO_WAREHOUSE_MAPPING.',
  },
  'warehouse.no-end': {
    en: 'Dataset "{dataset}": a whole page of rows has the same place in the order (updatedAt, id), so the next page cannot be asked for. Check both columns in the mapping; an infinite time has no place.',
    es: 'Conjunto de datos «{dataset}»: una página entera de filas ocupa el mismo lugar en el orden (updatedAt, id), así que no se puede pedir la siguiente. Revisa ambas columnas en la asignación; una fecha infinita no tiene lugar.',
  },
  'files.none': {
    en: 'Dataset "{dataset}": no file fits {pattern}. Check the path in the mapping.',
    es: 'Conjunto de datos «{dataset}»: ningún archivo encaja con {pattern}. Revisa la ruta en la asignación.',
  },
  'files.format': {
    en: 'Dataset "{dataset}": state its format, csv, ndjson or parquet',
    es: 'Conjunto de datos «{dataset}»: indica su formato, csv, ndjson o parquet',
  },
  'files.no-column': {
    en: 'Dataset "{dataset}": the mapping names the column "{column}" for {field}, and there is none. The files have: {columns}.',
    es: 'Conjunto de datos «{dataset}»: la asignación pone la columna «{column}» para {field}, y no la hay. Los archivos tienen: {columns}.',
  },
  'files.unreadable': {
    en: 'Dataset "{dataset}": {said}. Check the files and the columns in the mapping.',
    es: 'Conjunto de datos «{dataset}»: no se pudo leer («{said}»). Revisa los archivos y las columnas de la asignación.',
  },
  'csv.unreadable': {
    en: '{variable}: {file} cannot be read ({said})',
    es: '{variable}: no se puede leer {file} («{said}»)',
  },
  'csv.headers': {
    en: '{variable}: {file} has none of the known headers. Known columns: {columns}',
    es: '{variable}: {file} no tiene ninguna de las cabeceras conocidas. Columnas conocidas: {columns}',
  },
  'csv.broken': {
    en: '{variable}: {file} is no CSV ({said})',
    es: '{variable}: {file} no es CSV («{said}»)',
  },
} as const satisfies Record<string, Localised>;
