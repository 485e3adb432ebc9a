/** Made-up names. Domains end in `.example` (RFC 2606), so that none belongs to anybody. */

const FIRST_NAMES =
  'Ana Ben Carla Daniel Elena Farid Greta Hugo Ines Jonas Katia Luis Marta Nadia Oscar Paula Quentin Rosa Samir Teresa Ulrich Vera Wanda Xavier Yara Zoe Amir Bianca Cem Dora Erik Fatou Georg Hana Ivan Julia Kofi Lena Mikel Noor'.split(
    ' ',
  );
const LAST_NAMES =
  'Abadi Berger Costa Duarte Eriksen Fuentes Garcia Hoffmann Ibarra Jansen Keller Lopez Moreau Nowak Ortega Petit Quiroga Rossi Silva Thomsen Ueda Vidal Weber Ximenez Yilmaz Zanetti Almeida Bianchi Castro Dubois Engel Ferrer Gomez Huber Iglesias Jung Kovacs Lang Mendez Novak'.split(
    ' ',
  );
const COMPANY_STEMS =
  'Amber Basalt Birch Bright Cedar Cinder Clear Cobalt Copper Coral Crest Delta Dune Ember Fern Flint Garnet Glacier Granite Harbor Hazel Indigo Iron Ivory Jasper Juniper Lark Linden Lumen Maple Marble Meadow Mistral Nimbus Oak Onyx Opal Orchid Pine Quartz Raven Ridge Rowan Saffron Sage Sierra Silver Slate Solar Sparrow Spruce Stone Summit Tamar Terra Thistle Tidal Umber Vale Willow'.split(
    ' ',
  );
const COMPANY_TRADES =
  'Analytics Bank Biotech Capital Care Clinics Cloud Commerce Consulting Design Devices Dynamics Energy Foods Freight Health Hotels Insurance Labs Learning Legal Logistics Media Mobility Motors Networks Payments Pharma Press Retail Robotics Security Software Studios Systems Telecom Textiles Travel Ventures Works'.split(
    ' ',
  );

export const FREE_MAIL_DOMAINS: readonly string[] = ['gmail.com', 'outlook.com', 'yahoo.com'];

/** Name of the n-th company: different for all n below 2,400, numbered beyond. */
export function companyName(n: number): string {
  const combinations = COMPANY_STEMS.length * COMPANY_TRADES.length;
  // 997 is coprime to 2,400, so that neighbours differ in both words and none repeats.
  const place = (n * 997) % combinations;
  const stem = COMPANY_STEMS[place % COMPANY_STEMS.length] ?? '';
  const trade = COMPANY_TRADES[Math.floor(place / COMPANY_STEMS.length)] ?? '';
  const round = Math.floor(n / combinations);
  return round === 0 ? `${stem} ${trade}` : `${stem} ${trade} ${round + 1}`;
}

export function companyDomain(name: string): string {
  return `${name.toLowerCase().replaceAll(' ', '-')}.example`;
}

export interface PersonName {
  readonly firstName: string;
  readonly lastName: string;
}

/** The n-th person of a company: different for all n below 1,600; repeats beyond. */
export function personName(n: number): PersonName {
  const place = (n * 991) % (FIRST_NAMES.length * LAST_NAMES.length);
  return {
    firstName: FIRST_NAMES[place % FIRST_NAMES.length] ?? '',
    lastName: LAST_NAMES[Math.floor(place / FIRST_NAMES.length)] ?? '',
  };
}

/** `suffix` keeps namesakes apart who share a mail domain. */
export function emailOf(name: PersonName, domain: string, suffix = ''): string {
  return `${name.firstName}.${name.lastName}${suffix}@${domain}`.toLowerCase();
}
