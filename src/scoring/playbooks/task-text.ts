import type { Band, Locale, Localised, PlaybookBand, ScoredBand } from '../../model/bands.ts';
import type { CapResult, ScoreResult } from '../../model/result.ts';
import {
  alertSentence,
  BAND_WORDS,
  capReason,
  capSentence,
  dayWords,
  numberWords,
  PLAYBOOK_WORDS,
  signedWords,
  topRisks,
  warningSentence,
} from '../words/index.ts';
import { BAND_PLAYBOOKS } from './bands/index.ts';
import { urgencyOf } from './due.ts';
import { escapeHtml, paragraph, plainLine, section } from './html.ts';
import type { PlanStep } from './steps.ts';

/** What the text of a task is made of. */
export interface TaskFacts {
  readonly result: ScoreResult;
  /** As the CRM has it; null when the company has no name. */
  readonly name: string | null;
  readonly from: Band;
  readonly to: ScoredBand;
  readonly playbook: PlaybookBand;
  /** Day of the change. */
  readonly changedAt: string;
  /** Day scored. */
  readonly asOf: string;
  readonly model: { readonly id: string; readonly version: number };
  readonly steps: readonly PlanStep[];
}

const NAME_LIMIT = 120;

const WORDS = {
  company: { en: 'Company', es: 'Empresa' },
  score: { en: 'score', es: 'puntuación' },
  days: { en: 'in 30 days', es: 'en 30 días' },
  since: { en: 'since', es: 'desde el' },
  why: { en: 'Why', es: 'Por qué' },
  steps: { en: 'Steps', es: 'Pasos' },
  plays: { en: 'For these reasons', es: 'Por estos motivos' },
  cadence: { en: 'Contact', es: 'Contacto' },
  model: { en: 'Model', es: 'Modelo' },
  asOf: { en: 'as of', es: 'al' },
} as const satisfies Readonly<Record<string, Localised>>;

/** `Stabilise Acme: green → yellow, score 72`. Plain text. */
export function taskSubject(facts: TaskFacts, locale: Locale): string {
  const verb = PLAYBOOK_WORDS[facts.playbook][locale];
  return `${verb} ${nameOf(facts, locale)}: ${bandsOf(facts, locale)}, ${scoreOf(facts, locale)}`;
}

/** What happened and why, the steps of the band and the plays for the reasons, as HTML. */
export function taskBody(facts: TaskFacts, locale: Locale): string {
  const { result, to, steps, asOf } = facts;
  const head = `${nameOf(facts, locale)}: ${bandsOf(facts, locale)} ${WORDS.since[locale]} ${dayWords(facts.changedAt, locale, asOf)}, ${scoreOf(facts, locale)}${deltaOf(result, locale)}.`;
  const playbook = BAND_PLAYBOOKS[facts.playbook];
  const cadence = `${WORDS.cadence[locale]}: ${playbook.cadence.words[locale]}.`;
  const alert = `${alertSentence(urgencyOf(to, result.alert), locale)}. ${cadence}`;
  const model = `${WORDS.model[locale]} ${facts.model.id} v${facts.model.version}, ${WORDS.asOf[locale]} ${dayWords(asOf, locale, asOf)}`;
  return [
    paragraph(escapeHtml(head)),
    paragraph(escapeHtml(playbook.trigger[locale])),
    paragraph(escapeHtml(alert)),
    section(WORDS.why[locale], reasonsOf(result, locale).map(escapeHtml), 'ul'),
    section(WORDS.steps[locale], steps.filter((step) => step.indicator === null).map(stepHtml), 'ol'),
    section(WORDS.plays[locale], steps.filter((step) => step.indicator !== null).map(stepHtml), 'ol'),
    paragraph(escapeHtml(model)),
  ].join('');
}

function nameOf({ name, result }: TaskFacts, locale: Locale): string {
  const line = plainLine(name ?? '', NAME_LIMIT);
  return line === '' ? `${WORDS.company[locale]} ${result.companyId}` : line;
}

function bandsOf({ from, to }: TaskFacts, locale: Locale): string {
  const [before, after] = [from, to].map((band) => BAND_WORDS[band].name[locale].toLowerCase());
  return from === 'unknown' ? `${after}` : `${before} → ${after}`;
}

function scoreOf({ result }: TaskFacts, locale: Locale): string {
  return `${WORDS.score[locale]} ${numberWords(result.score ?? 0, locale)}`;
}

function deltaOf({ delta30d }: ScoreResult, locale: Locale): string {
  return delta30d === null ? '' : ` (${signedWords(delta30d, locale)} ${WORDS.days[locale]})`;
}

/** The three costliest reasons, then what holds the score down and the early warnings. */
function reasonsOf(result: ScoreResult, locale: Locale): string[] {
  return [
    ...topRisks(result, locale),
    ...result.caps.map((cap) => (binds(cap, result) ? capSentence(cap, locale) : capReason(cap, locale))),
    ...result.signals.map((warning) => warningSentence(warning, result, locale)),
  ];
}

/** A limit above the score changed nothing, but its reason is still worth knowing. */
function binds(cap: CapResult, { score }: ScoreResult): boolean {
  return score !== null && score >= cap.limit;
}

function stepHtml(step: PlanStep): string {
  const when = escapeHtml(`(${step.ownerWords}, ${step.due})`);
  return `<strong>${escapeHtml(step.title)}</strong> ${when}: ${escapeHtml(step.detail)}`;
}
