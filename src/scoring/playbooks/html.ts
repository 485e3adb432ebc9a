const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for HTML content or a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** One line of plain text: control characters and line breaks become spaces, and it ends after `limit` characters. */
export function plainLine(text: string, limit: number): string {
  const line = text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
  const characters = [...line];
  return characters.length <= limit ? line : `${characters.slice(0, limit - 1).join('')}…`;
}

/** Paragraph of text that is already HTML. */
export function paragraph(html: string): string {
  return `<p>${html}</p>`;
}

/** A list under a bold heading, of items that are already HTML; nothing without items. */
export function section(heading: string, items: readonly string[], tag: 'ul' | 'ol'): string {
  if (items.length === 0) return '';
  const list = items.map((item) => `<li>${item}</li>`).join('');
  return `${paragraph(`<strong>${escapeHtml(heading)}</strong>`)}<${tag}>${list}</${tag}>`;
}
