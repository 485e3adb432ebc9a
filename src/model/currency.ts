const CODE = /^[A-Z]{3}$/;

/** The currency code that a text holds, as ISO 4217 writes it ("EUR" for " eur"); null for any other text, such as "US$". */
export function currencyCode(text: string): string | null {
  if (CODE.test(text)) return text;
  const code = text.trim().toUpperCase();
  return CODE.test(code) ? code : null;
}
