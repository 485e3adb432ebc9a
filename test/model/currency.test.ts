import { currencyCode } from '../../src/model/currency.ts';

test.each([
  ['EUR', 'EUR'],
  [' eur ', 'EUR'],
  ['Usd', 'USD'],
  ['Euro', null],
  ['US$', null],
  ['€', null],
  ['', null],
])('the code in %j is %j', (text, code) => expect(currencyCode(text)).toBe(code));
