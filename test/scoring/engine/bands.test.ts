import { alertOf, bandOf, playbookOf } from '../../../src/scoring/index.ts';
import { MODEL, modelById } from '../subject.ts';

describe('bands', () => {
  test.each([
    [0, 'red', 'critical', 'escalate'],
    [39.99, 'red', 'critical', 'escalate'],
    [40, 'orange', 'at-risk', 'intervene'],
    [59.99, 'orange', 'at-risk', 'intervene'],
    [60, 'yellow', 'warning', 'stabilise'],
    [74.99, 'yellow', 'warning', 'stabilise'],
    [75, 'yellow', 'healthy', 'stabilise'],
    [79.99, 'yellow', 'healthy', 'stabilise'],
    [80, 'green', 'healthy', 'expand'],
    [79.9999999999, 'green', 'healthy', 'expand'],
    [100, 'green', 'healthy', 'expand'],
  ])('%p is %s, %s, %s', (score, band, alert, playbook) => {
    expect(bandOf(score, MODEL)).toBe(band);
    expect(alertOf(score, MODEL)).toBe(alert);
    expect(playbookOf(bandOf(score, MODEL))).toBe(playbook);
  });

  test.each([
    [-5, 'red'],
    [40.9, 'red'],
    [41, 'yellow'],
    [70.9, 'yellow'],
    [71, 'green'],
    [100, 'green'],
    [100.5, 'thriving'],
    [900, 'thriving'],
  ])('S4 ranges: %p is %s', (score, band) => {
    expect(bandOf(score, modelById('impact-frequency'))).toBe(band);
    expect(bandOf(score, modelById('four-metric'))).toBe(band);
  });

  test('no score is unknown, which calls for no playbook', () => {
    expect(bandOf(null, MODEL)).toBe('unknown');
    expect(alertOf(null, MODEL)).toBe('unknown');
    expect(playbookOf('unknown')).toBeNull();
    expect(playbookOf('thriving')).toBe('expand');
  });
});
