const NAMES = ['127.0.0.1', 'localhost', '[::1]'];

/** Whether an address is on this machine: the sandbox calls no other. */
export function isOnThisMachine(url: string): boolean {
  return NAMES.includes(new URL(url).hostname);
}
