import { createContext, useContext } from 'react';
import { type Locale } from '../../../src/model/bands.ts';
import { type CardTexts, en } from './en.ts';
import { es } from './es.ts';

/** In which language to say things, and what time it is. */
export interface Copy {
  readonly locale: Locale;
  readonly texts: CardTexts;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

const TEXTS: Readonly<Record<Locale, CardTexts>> = { en, es };

/** HubSpot gives the language of the user as `es`, `es-es`, `es-mx`, `pt-br` …; English for all we do not speak. */
export function copyFor(userLocale: string | undefined, now: number): Copy {
  const locale: Locale = userLocale?.toLowerCase().split(/[-_]/)[0] === 'es' ? 'es' : 'en';
  return { locale, texts: TEXTS[locale], now };
}

const CopyContext = createContext<Copy>(copyFor(undefined, 0));

export const CopyProvider = CopyContext.Provider;

export function useCopy(): Copy {
  return useContext(CopyContext);
}
