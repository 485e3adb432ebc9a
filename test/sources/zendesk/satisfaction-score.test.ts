import { legacyScore, scaleAnswerOf } from '../../../src/sources/zendesk/satisfaction-score.ts';
import { surveyResponse } from '../../../src/sources/zendesk/shapes.ts';

const AT = '2026-11-01T10:00:00Z';

function response(answer: Record<string, unknown>) {
  const scale = { type: 'rating_scale', created_at: AT, ...answer };
  return surveyResponse.parse({ id: 'r1', answers: [{ type: 'skipped' }, scale] });
}

const options = (...ratings: number[]) => ({ options: ratings.map((rating) => ({ rating })) });

test('a legacy rating is the best or the worst; one that was only offered says nothing', () => {
  expect(['good', 'bad', 'offered', 'unoffered'].map(legacyScore)).toEqual([5, 1, null, null]);
});

test.each([
  ['five steps', { rating: 4, question: options(1, 2, 3, 4, 5) }, 4],
  ['three steps', { rating: 2, question: options(1, 2, 3) }, 3],
  ['two steps', { rating: 2, question: options(1, 2) }, 5],
  ['steps from nought', { rating: 0, question: options(0, 1, 2) }, 1],
  ['no steps but a category', { rating: 4, rating_category: 'good' }, 5],
  ['a rating outside its steps', { rating: 9, rating_category: 'bad', question: options(1, 2, 3) }, 1],
])('%s', (_name, answer, score) => {
  expect(scaleAnswerOf(response(answer))).toEqual({ score, at: AT });
});

test('without rating and category there is no answer', () => {
  expect(scaleAnswerOf(response({ rating: 4 }))).toBeNull();
  expect(scaleAnswerOf(surveyResponse.parse({ id: 'r1', answers: [] }))).toBeNull();
});
