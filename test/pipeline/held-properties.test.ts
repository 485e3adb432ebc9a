import { withHeldProperties } from '../../src/pipeline/held-properties.ts';
import { RESULT } from '../hubspot/helpers/health-view.ts';

const values = { health_score: '12', health_alert_level: 'critical', health_playbook: 'escalate' };
const written = { health_score: '85', health_alert_level: 'healthy', health_playbook: 'expand' };
const provisional = { ...RESULT, score: 12, provisional: true };

test('a provisional score shows as a score, but alerts nobody', () => {
  expect(withHeldProperties(values, { result: provisional, publishedBand: 'green' }, written)).toEqual({
    ...written,
    health_score: '12',
  });
});

test('before the first full score there is no alert level, whatever HubSpot holds', () => {
  const nothing = { health_score: '12', health_alert_level: 'unknown', health_playbook: '' };
  const first = { result: provisional, publishedBand: 'unknown' };
  expect(withHeldProperties(values, first, {})).toEqual(nothing);
  expect(withHeldProperties(values, first, written)).toEqual(nothing);
  expect(withHeldProperties(values, { ...first, publishedBand: 'red' }, { health_playbook: null })).toEqual(
    nothing,
  );
});

test('a full score is published as it is', () => {
  expect(withHeldProperties(values, { result: RESULT, publishedBand: 'green' }, written)).toEqual(values);
});
