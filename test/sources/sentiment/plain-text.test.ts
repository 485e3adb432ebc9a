import { moodText } from '../../../src/sources/sentiment/plain-text.ts';

describe('moodText', () => {
  test('keeps the customer’s own words, in lower case, without punctuation', () => {
    expect(moodText('The export is BROKEN!!! Again...')).toBe('the export is broken again');
    expect(moodText('¿Dónde está? ¡No funciona!')).toBe('dónde está no funciona');
  });

  test('keeps apostrophes, straight or curly, and emoji', () => {
    expect(moodText('It doesn’t work 😡')).toBe("it doesn't work 😡");
  });

  test('drops formulas of politeness, which complaints have too', () => {
    expect(moodText('Good morning, please reset it. Thanks in advance. Kind regards')).toBe('reset it');
    expect(moodText('Buenos días, por favor reinicien. Gracias de antemano. Un saludo')).toBe('reinicien');
  });

  test('keeps thanks that are meant', () => {
    expect(moodText('Thank you so much')).toBe('thank you so much');
    expect(moodText('Muchas gracias')).toBe('muchas gracias');
  });

  test.each([
    ['a quoted line', 'Still broken.\n> Great news, it is fixed!'],
    ['a quoted message', 'Still broken.\nOn Mon, 2 Nov 2026, Support wrote:\nGreat news'],
    ['a Spanish quoted message', 'Still broken.\nEl lun, 2 nov 2026, Soporte escribió:\nGenial'],
    ['a signature', 'Still broken.\n-- \nHappy Corp, your best friend'],
    ['a ruler', 'Still broken.\n________\nGreat Company Ltd'],
  ])('ends before %s', (_name, text) => {
    expect(moodText(text)).toBe('still broken');
  });

  test('drops markup, entities and addresses', () => {
    const html =
      '<p class="great">Still broken<br>See&nbsp;https://great.example/best or love@example.com</p>';
    expect(moodText(html)).toBe('still broken see or');
  });

  test('reads only the beginning of endless text, in linear time', () => {
    expect(moodText('bad '.repeat(1_000_000)).length).toBeLessThanOrEqual(5_000);
    expect(moodText('<'.repeat(1_000_000))).toBe('');
    expect(moodText('on '.repeat(1_000_000)).length).toBeLessThanOrEqual(5_000);
  });

  test.each(['', '   ', '12345 %%%', '<div></div>'])('of %j nothing is left', (text) => {
    expect(moodText(text)).toBe('');
  });
});
