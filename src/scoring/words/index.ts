export { ALERT_WORDS, alertSentence, BAND_WORDS, bandSentence, PLAYBOOK_WORDS } from './bands.ts';
export { capReason, capSentence } from './caps.ts';
export { type Change, type ChangePart, changeParts, changeSentence } from './change.ts';
export { coverageSentence } from './coverage.ts';
export {
  dayWords,
  numberWords,
  percentWords,
  pluralWords,
  signedWords,
  sinceDayWords,
  whenWords,
} from './format.ts';
export { type IndicatorLookup, indicatorTitle, type IndicatorWords } from './indicators.ts';
export { dimensionName, STATE_WORDS, TREND_WORDS } from './names.ts';
export { topRisks } from './risks.ts';
export { type WarningFacts, warningSentence } from './warnings.ts';
