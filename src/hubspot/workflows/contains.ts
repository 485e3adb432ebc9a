/**
 * Whether `actual` says all that `wanted` says. Fields that HubSpot adds of its own are no difference; lists must
 * agree in length and order. A number may come back as its text.
 */
export function contains(actual: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted)) {
    if (!Array.isArray(actual) || actual.length !== wanted.length) return false;
    return wanted.every((each, index) => contains(actual[index], each));
  }
  if (typeof wanted === 'object' && wanted !== null) {
    if (typeof actual !== 'object' || actual === null) return false;
    return Object.entries(wanted).every(([name, value]) => contains(Reflect.get(actual, name), value));
  }
  return typeof wanted === 'number' ? String(actual) === String(wanted) : actual === wanted;
}
