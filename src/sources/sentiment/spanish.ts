/** Endings of adjectives and participles in -o: one line of the list stands for all four forms. */
const GENDERED = ['o', 'a', 'os', 'as'];

/**
 * Spanish words of support tickets with their scores on the scale of AFINN. `satisfech~` stands for the forms in
 * -o, -a, -os and -as. Written for this project: no kept npm package carries a Spanish list that does better.
 */
export const SPANISH_WORDS: Readonly<Record<string, number>> = {
  ...scored(5, 'maravilla maravillas maravillos~ insuperable espectacular impecable'),
  ...scored(
    4,
    'excelente excelentes fantástic~ genial geniales increíble increíbles magnífic~ estupend~ perfect~',
  ),
  ...scored(4, 'encanta encantan encantó encantad~ fenomenal brillante brillantes'),
  ...scored(
    3,
    'feliz felices content~ satisfech~ buenísim~ impresionad~ impresionante amable amables amabilidad',
  ),
  ...scored(
    3,
    'bueno buena buenos buenas buen mejor mejores recomiendo recomendamos éxito profesional profesionales',
  ),
  ...scored(
    2,
    'gracias muchísimas agradecid~ agradece agradecemos agradezco felicidades enhorabuena bravo lujo',
  ),
  ...scored(
    2,
    'resuelt~ solucionad~ arreglad~ resolvieron resolvió solucionó solucionaron arregló arreglaron salvó',
  ),
  ...scored(
    2,
    'útil útiles eficaz eficiente eficientes ágil fiable fiables intuitiv~ cómod~ gusta gustó gustan ideal',
  ),
  ...scored(
    1,
    'bien rápid~ rapidez rápidamente fácil fáciles ahorra ahorran ahorramos ayudó mejora mejoró mejorado',
  ),
  ...scored(
    -1,
    'lent~ lentitud tarda tardan tardó tarde espera esperando demora demoras retraso retrasos falta faltan',
  ),
  ...scored(
    -1,
    'falte difícil difíciles complicad~ problema problemas duda dudas incidencia raro rara repetid~',
  ),
  ...scored(
    -2,
    'falla fallan fallo fallos falló fallando rot~ caída caídas cae caen cayó bloquead~ bloquea error',
  ),
  ...scored(
    -2,
    'mal mala malo malas malos peor peores empeoró empeorado confus~ incomplet~ incorrect~ equivocad~',
  ),
  ...scored(
    -2,
    'pierde perdimos perdió perdido perdidos perder cancelamos cancelaremos cancelar reembolso devuelvan',
  ),
  ...scored(
    -2,
    'lamentablemente desgraciadamente queja quejas molest~ nadie suspendieron suspendid~ ignorad~ ignoran',
  ),
  ...scored(
    -3,
    'decepcionad~ decepcionante decepción decepcionantes frustrad~ frustrante frustración inaceptable',
  ),
  ...scored(
    -3,
    'inútil inútiles horrible horribles grosera grosero pésim~ fatal terrible terribles furios~ enfadad~',
  ),
  ...scored(
    -3,
    'desastre vergüenza insoportable hart~ indignad~ intolerable inadmisible engañad~ estafa imposible',
  ),
  error: 0,
};

export const SPANISH_NEGATIONS: ReadonlySet<string> = new Set(
  'no nunca jamás ni sin nada tampoco ningún ninguna ninguno'.split(' '),
);

function scored(score: number, words: string): Record<string, number> {
  const forms = words.split(' ').flatMap((word) => {
    if (!word.endsWith('~')) return [word];
    return GENDERED.map((ending) => `${word.slice(0, -1)}${ending}`);
  });
  return Object.fromEntries(forms.map((form) => [form, score]));
}
