import { type Locale, type Localised } from '../bands.ts';
import { type MessageCode, MESSAGES } from './catalogue.ts';

/** What fills a slot of a text: as it is, a text in every language, another message, or a list in words. */
export type Slot = string | number | Localised | Message | readonly string[];

/** Something said to people, in no language yet: which text of the catalogue, and what goes into its slots. */
export interface Message {
  readonly code: string;
  readonly slots?: Readonly<Record<string, Slot>>;
}

type SlotNames<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | SlotNames<Rest>
  : never;
type SlotsOf<Code extends MessageCode> = SlotNames<(typeof MESSAGES)[Code]['en']>;

/** The message of the code, with every slot of its text filled. */
export function say<Code extends MessageCode>(
  code: Code,
  ...[slots]: [SlotsOf<Code>] extends [never] ? [] : [Readonly<Record<SlotsOf<Code>, Slot>>]
): Message {
  return slots === undefined ? { code } : { code, slots };
}

/** The message in a language; a code that nobody knows (another version stored it) as it is. */
export function messageText({ code, slots = {} }: Message, locale: Locale): string {
  if (!isMessageCode(code)) return code;
  return MESSAGES[code][locale].replaceAll(/\{(\w+)\}/g, (slot, name: string) => {
    const value = slots[name];
    return value === undefined ? slot : slotText(value, locale);
  });
}

/** The message in every language. */
export function messageTexts(message: Message): Localised {
  return { en: messageText(message, 'en'), es: messageText(message, 'es') };
}

export function isMessageCode(code: string): code is MessageCode {
  return Object.hasOwn(MESSAGES, code);
}

const MAX_LISTED = 5;
const MORE: Localised = { en: ' and {count} more', es: ' y {count} más' };

function slotText(value: Slot, locale: Locale): string {
  if (typeof value !== 'object') return String(value);
  if ('code' in value) return messageText(value, locale);
  if ('en' in value) return value[locale];
  const rest = value.length - MAX_LISTED;
  const more = rest > 0 ? MORE[locale].replace('{count}', String(rest)) : '';
  return value.slice(0, MAX_LISTED).join(', ') + more;
}
