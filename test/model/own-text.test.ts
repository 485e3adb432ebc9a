import { ownTextIn, ownTextInAll, ownTextOf } from '../../src/model/own-text.ts';
import { portalSettings } from '../../src/model/portal-settings.ts';

test.each([
  [
    { en: ' Call ', es: 'Llamar' },
    { en: 'Call', es: 'Llamar' },
  ],
  [{ en: 'Call', es: ' ' }, 'Call'],
  [{ en: '', es: 'Llamar' }, 'Llamar'],
  [{ en: 'Demo', es: 'Demo' }, 'Demo'],
  [{ en: '', es: '' }, ''],
])('%j is kept as %j', (written, kept) => {
  expect(ownTextOf(written)).toEqual(kept);
});

test('one text serves every language, two serve each its own', () => {
  expect(ownTextInAll('Call')).toEqual({ en: 'Call', es: 'Call' });
  expect([ownTextIn('Call', 'es'), ownTextIn({ en: 'Call', es: 'Llamar' }, 'es')]).toEqual([
    'Call',
    'Llamar',
  ]);
});

const withStep = (texts: object) =>
  portalSettings.safeParse({
    playbooks: { expand: { added: [{ id: 'own-1', owner: 'manager', withinDays: 3, ...texts }] } },
  });

test('settings from before, with one text, are read as they are', () => {
  const { data } = withStep({ title: 'Send the report' });
  expect(data?.playbooks?.expand?.added).toEqual([
    { id: 'own-1', owner: 'manager', withinDays: 3, title: 'Send the report', detail: '' },
  ]);
});

test.each([
  [{ title: { en: 'Send', es: 'Enviar' }, detail: { en: 'By mail', es: '' } }, true],
  [{ title: { en: 'Send', es: 'no' } }, false],
  [{ title: { en: 'Send' } }, false],
  [{ title: { en: 'Send', es: 'x'.repeat(121) } }, false],
  [{ title: 'Send', detail: { en: 'x'.repeat(501), es: '' } }, false],
  [{ title: 3 }, false],
])('a step with %j: %s', (texts, isValid) => {
  expect(withStep(texts).success).toBe(isValid);
});
