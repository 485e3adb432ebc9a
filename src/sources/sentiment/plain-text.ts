/** Longer tickets are mostly logs and quotes. */
const MAX_CHARACTERS = 5_000;

/** Where the customer's own words end: a quoted answer or a signature. */
const END = /^(>|--\s*$|_{5,}|-{3,}|(on|el) .{5,80}(wrote|escribió):)/im;

/** Greetings and formulas of politeness, which say nothing about the mood. */
const FORMULAS = [
  /\bgood (morning|afternoon|evening|day)\b|\bbuen[oa]s (días|tardes|noches)(?!\p{L})/gu,
  /\b(thanks|thank you|many thanks) (in advance|for your (time|patience|understanding))\b/g,
  /\b(kind|best|warm) regards\b|\b(please|kindly|dear|sincerely)\b/g,
  /\b(i|we) would (appreciate|like|love)\b/g,
  /\b(muchas )?gracias (de antemano|por adelantado|por su (tiempo|paciencia|comprensión))/g,
  /\b(un cordial saludo|saludos cordiales|un saludo|saludos|por favor|estimad[oa]s?)\b/g,
  /\b(les? ruego|ruego|agradecer(ía|íamos)|me gustaría|nos gustaría)(?!\p{L})/gu,
];

/**
 * The words of a ticket that can carry a mood, in lower case: without markup, addresses, quoted answers, signature,
 * punctuation and formulas of politeness.
 */
export function moodText(raw: string): string {
  const plain = raw
    .slice(0, MAX_CHARACTERS)
    .normalize('NFC')
    .replaceAll(/<(br|\/p|\/div|\/li)\b[^<>]*>/gi, '\n')
    .replaceAll(/<[^<>]*>/g, ' ')
    .replaceAll(/&#?\w{1,10};/g, ' ')
    .replaceAll(/\S+@\S+|https?:\S+/g, ' ');
  const end = plain.search(END);
  let own = (end === -1 ? plain : plain.slice(0, end)).toLowerCase().replaceAll('’', "'");
  for (const formula of FORMULAS) own = own.replaceAll(formula, ' ');
  return own
    .replaceAll(/[^\p{L}\p{Extended_Pictographic}' ]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
