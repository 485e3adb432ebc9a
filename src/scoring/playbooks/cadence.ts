export const WEEKLY = { days: 7, words: { en: 'weekly', es: 'semanal' } } as const;
export const FORTNIGHTLY = { days: 14, words: { en: 'fortnightly', es: 'quincenal' } } as const;
export const MONTHLY = { days: 30, words: { en: 'monthly', es: 'mensual' } } as const;
/** The company is checked on every day until it leaves the band. */
export const DAILY = { days: 1, words: { en: 'daily', es: 'diaria' } } as const;
export const ONCE = { days: null, words: { en: 'once', es: 'una vez' } } as const;
