import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readExchange } from '../../src/service/exchange.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'pulso-rates-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const withRates = (text: string) => {
  const file = path.join(folder, 'rates.csv');
  writeFileSync(file, text);
  return { PULSO_CURRENCY: 'EUR', PULSO_EXCHANGE_RATES: file };
};

test('rates of a file convert from their day on; without a file there are none', () => {
  const exchange = readExchange(withRates('date,currency,rate\r\n2026-01-01,USD,0.9\r\n'));
  expect(exchange?.convert(10, 'USD', '2026-03-01T10:00:00Z')).toBe(9);
  expect(exchange?.convert(10, 'USD', '2025-12-31')).toBeNull();
  expect(exchange?.convert(10, 'EUR', '2025-12-31')).toBe(10);
  expect(readExchange({ PULSO_CURRENCY: undefined, PULSO_EXCHANGE_RATES: undefined })).toBeUndefined();
});

test('a file that is missing or wrong is named with its line', () => {
  expect(() => readExchange(withRates('date,currency,rate\n2026-01-01,USD,much'))).toThrow(
    '2026-01-01,USD,much',
  );
  expect(() =>
    readExchange({ PULSO_CURRENCY: 'EUR', PULSO_EXCHANGE_RATES: path.join(folder, 'none') }),
  ).toThrow(expect.objectContaining({ code: 'config-invalid' }) as Error);
});
