import { withHeldProperties } from '../../../src/hubspot/properties/index.ts';

const values = { health_score: '12', health_alert_level: 'critical', health_playbook: 'escalate' };
const written = { health_score: '85', health_alert_level: 'healthy', health_playbook: 'expand' };
const provisional = true;

test('a provisional score shows as a score, but alerts nobody', () => {
  expect(withHeldProperties(values, { provisional, band: 'green' }, written)).toEqual({
    ...written,
    health_score: '12',
  });
});

test('before the first full score there is no alert level, whatever HubSpot holds', () => {
  const nothing = { health_score: '12', health_alert_level: 'unknown', health_playbook: '' };
  const first = { provisional, band: 'unknown' };
  expect(withHeldProperties(values, first, {})).toEqual(nothing);
  expect(withHeldProperties(values, first, written)).toEqual(nothing);
  expect(withHeldProperties(values, { ...first, band: 'red' }, { health_playbook: null })).toEqual(nothing);
});

test('a full score is published as it is', () => {
  expect(withHeldProperties(values, { provisional: false, band: 'green' }, written)).toEqual(values);
});
