import {
  createTicketSentiment,
  type TicketSentiment,
  type WordScorer,
} from '../../../src/sources/sentiment/index.ts';
import { HELD_OUT, type LabelledTicket, TICKETS } from './labelled-tickets.ts';

/** Not imported by name, so that the test compiles while the package is not installed. */
const PACKAGE: string = 'sentiment';

async function loadScorer(): Promise<WordScorer | null> {
  try {
    const { default: Sentiment } = (await import(PACKAGE)) as { default: new () => WordScorer };
    return new Sentiment();
  } catch {
    return null;
  }
}

const scorer = await loadScorer();
if (scorer === null) console.log(`skipped: the package ${PACKAGE} is not installed`);
const withPackage = scorer === null ? describe.skip : describe;

/** Share of tickets whose mood is read with the right sign. */
function accuracy(moodOf: TicketSentiment, tickets: readonly LabelledTicket[]): number {
  const right = tickets.filter(({ mood, text }) => Math.sign(moodOf(text) ?? 0) === mood);
  return right.length / tickets.length;
}

/** Share of pleased and unhappy tickets taken for the opposite. */
function reversed(moodOf: TicketSentiment, tickets: readonly LabelledTicket[]): number {
  return tickets.filter(({ mood, text }) => (moodOf(text) ?? 0) * mood < 0).length / tickets.length;
}

withPackage('accuracy on labelled tickets', () => {
  const moodOf: TicketSentiment = scorer === null ? () => null : createTicketSentiment(scorer);

  test.each([
    ['en', 0.85],
    ['es', 0.9],
  ] as const)('known ones in %s: at least %d', (locale, least) => {
    expect(accuracy(moodOf, TICKETS[locale])).toBeGreaterThanOrEqual(least);
  });

  test.each([
    ['en', 0.8],
    ['es', 0.6],
  ] as const)('held-out ones in %s: at least %d', (locale, least) => {
    expect(accuracy(moodOf, HELD_OUT[locale])).toBeGreaterThanOrEqual(least);
  });

  test.each([
    ['en', 0.15],
    ['es', 0.05],
  ] as const)('held-out ones in %s: at most %d taken for the opposite', (locale, most) => {
    expect(reversed(moodOf, HELD_OUT[locale])).toBeLessThanOrEqual(most);
  });
});
