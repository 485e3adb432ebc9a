import { createCipher, generateKey, keyIdOf } from '../../../src/store/crypto/cipher.ts';

const key = generateKey();
const older = generateKey();

test('what is sealed opens again, and never looks the same twice', () => {
  const cipher = createCipher([key]);
  const sealed = cipher.seal('tök-en 🔑', '1/hubspot');
  expect(cipher.open(sealed, '1/hubspot')).toBe('tök-en 🔑');
  expect(cipher.seal('tök-en 🔑', '1/hubspot')).not.toBe(sealed);
  expect(sealed).not.toContain('tök-en');
  expect(sealed).not.toContain(Buffer.from('tök-en 🔑').toString('base64url').slice(0, 8));
  expect(keyIdOf(sealed)).toBe(cipher.keyId);
});

test('a sealed text does not open for another account', () => {
  const cipher = createCipher([key]);
  expect(() => cipher.open(cipher.seal('secret', '1/hubspot'), '2/hubspot')).toThrow(
    expect.objectContaining({ code: 'store-failed' }) as Error,
  );
});

test.each([0, 1, 2, 3])('a change in part %i of a sealed text is noticed', (part) => {
  const cipher = createCipher([key]);
  const parts = cipher.seal('secret', 'c').split('.');
  const text = parts[part] ?? '';
  parts[part] = `${text.startsWith('A') ? 'B' : 'A'}${text.slice(1)}`;
  expect(() => cipher.open(parts.join('.'), 'c')).toThrow();
});

test('a new key in front seals, the old one behind it still opens', () => {
  const sealed = createCipher([older]).seal('secret', 'c');
  const both = createCipher([key, older]);
  expect(both.open(sealed, 'c')).toBe('secret');
  expect(keyIdOf(both.seal('secret', 'c'))).toBe(createCipher([key]).keyId);
  expect(() => createCipher([key]).open(sealed, 'c')).toThrow(
    expect.objectContaining({ code: 'config-invalid' }) as Error,
  );
});

test.each([[], ['short'], [Buffer.alloc(31).toString('base64')], [`${key}!`], ['']])(
  'keys %j are refused with what to do',
  (...keys) => {
    expect(() => createCipher(keys)).toThrow(/keys generate/);
  },
);
