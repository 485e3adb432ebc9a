/**
 * What words mean in a support ticket where AFINN, made for tweets, does not say so or says otherwise. 0: a technical
 * word that is no complaint by itself.
 */
export const ENGLISH_SUPPORT_WORDS: Readonly<Record<string, number>> = {
  ...scored(0, 'error errors limit remove removed stop free help helps united share want'),
  ...scored(0, 'alert alerts critical failure block reset number no join matter matters pay paid'),
  ...scored(
    1,
    'resolved sorted quick quickly fast faster smoothly smooth easier intuitive responsive helpful',
  ),
  ...scored(2, 'fixed solved saved saves impressed appreciated kudos flawless flawlessly reliable'),
  ...scored(
    -1,
    'again waiting slow missing wrong cancel cancelled cancelling delay delayed delays workaround twice refund',
  ),
  ...scored(
    -2,
    'broken crash crashes crashed crashing outage outages downtime timeout timeouts slower buggy bug bugs',
  ),
  ...scored(
    -2,
    'confusing confused blocked stuck unresolved unanswered ignored overcharged unreliable worse',
  ),
  ...scored(-2, 'failing fails failed lost rude suspended nobody nothing unfortunately disappointing'),
  ...scored(
    -3,
    'unacceptable unusable useless frustrated frustrating furious ridiculous vendors competitors',
  ),
};

function scored(score: number, words: string): Record<string, number> {
  return Object.fromEntries(words.split(' ').map((word) => [word, score]));
}
