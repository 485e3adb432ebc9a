import fc from 'fast-check';
import { escapeHtml, plainLine, section } from '../../../src/scoring/playbooks/html.ts';

describe('escapeHtml', () => {
  test('escapes everything that could open a tag, an entity or an attribute', () => {
    expect(escapeHtml(`<a href="x" title='y'>&amp;</a>`)).toBe(
      '&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;amp;&lt;/a&gt;',
    );
  });

  test('leaves no special character of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(escapeHtml(text).replaceAll(/&(amp|lt|gt|quot|#39);/g, '')).not.toMatch(/[<>"'&]/);
      }),
    );
  });
});

describe('plainLine', () => {
  test('is one line without control characters', () => {
    expect(plainLine(' Acme\r\nBcc: x\u0000\u2028 y\t', 50)).toBe('Acme Bcc: x y');
  });

  test('ends with an ellipsis at the limit, never inside a character', () => {
    expect(plainLine('😀😀😀😀', 3)).toBe('😀😀…');
    expect(plainLine('abc', 3)).toBe('abc');
  });

  test('of nothing is nothing', () => {
    expect(plainLine(' \n ', 10)).toBe('');
  });
});

describe('section', () => {
  test('is a heading with a list', () => {
    expect(section('A & B', ['x', 'y'], 'ul')).toBe(
      '<p><strong>A &amp; B</strong></p><ul><li>x</li><li>y</li></ul>',
    );
  });

  test('without items is nothing, not an empty list', () => {
    expect(section('Why', [], 'ol')).toBe('');
  });
});
