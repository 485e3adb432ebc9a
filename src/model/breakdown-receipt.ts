import { hash } from 'node:crypto';

/**
 * What is remembered of a breakdown that HubSpot holds. The text is in HubSpot and, of the newest score, in our own
 * table of healths: a third copy of some 25 KB a company would be read and written with the company each night.
 */
interface Receipt {
  /** Digest of the text. */
  readonly receipt: string;
  /** Digest without when things were told: equal in two breakdowns that tell the same story. */
  readonly story: string;
  /** HubSpot's ids of the tasks it names. */
  readonly tasks: readonly string[];
}

/** SHA-256 in base64url. */
const DIGEST = '[\\w-]{43}';
const RECEIPT = new RegExp(`^{"receipt":"${DIGEST}","story":"${DIGEST}","tasks":\\[[^\\]]*\\]}$`);
/** People's entries of functions are still to be taken over, so that a text with some is kept as it is. */
export const ENTERED = '"entered":';

/**
 * The receipt of a breakdown's text, as text; a receipt is its own. Empty stays empty.
 * @param text compact JSON as `JSON.stringify` writes it, or whatever somebody made of it
 */
export function receiptOf(text: string): string {
  return text === '' || isReceipt(text) ? text : newReceipt(text);
}

function newReceipt(text: string): string {
  const times: string[] = [];
  const story = digest(text.replace(TIMES, (time) => (times.push(time), '')));
  const receipt: Receipt = {
    receipt: digest(story + times.join('')),
    story,
    tasks: [...text.matchAll(TASK_ID)].map(([, id = '']) => id),
  };
  return JSON.stringify(receipt);
}

export function isReceipt(text: string): boolean {
  return RECEIPT.test(text);
}

/**
 * Whether two breakdowns (or receipts of them) tell the same story: when it was told (`scoredAt`), when sources were last
 * asked (`fetchedAt`) and how many of their records were set aside (`setAside`) are no news, or every run would
 * rewrite every company.
 */
export function tellTheSame(left: string, right: string): boolean {
  if (left === right) return true;
  if (left === '' || right === '') return false;
  return storyOf(left) === storyOf(right);
}

/**
 * Health properties as they are remembered: the breakdown by its receipt. What is given is what HubSpot holds; if somebody
 * put a receipt there, it is a text like any other.
 */
export function withReceipt<Value extends string | null>(
  properties: Readonly<Record<string, Value>>,
): Readonly<Record<string, Value | string>> {
  const text = properties['health_breakdown'];
  if (!text || text.includes(ENTERED)) return properties;
  return { ...properties, health_breakdown: newReceipt(text) };
}

function storyOf(text: string): string {
  return (JSON.parse(receiptOf(text)) as Receipt).story;
}

function digest(text: string): string {
  return hash('sha256', text, 'base64url');
}

/** Inside a text of the JSON the quotes are escaped, so that only keys match. */
const TIMES = /,?"(?:scoredAt|fetchedAt|setAside)":(?:"[^"]*"|null|\d+)/g;
const TASK_ID = /"taskId":"([^"\\\]]+)"/g;
