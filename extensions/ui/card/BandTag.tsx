import { StatusTag, type StatusTagProps } from '@hubspot/ui-extensions';
import { type Band } from '../../../src/model/bands.ts';
import { useCopy } from '../texts/copy.ts';
import { BAND_WORDS } from '../../../src/scoring/words/index.ts';

/** HubSpot has four colours for five bands; the word tells orange from red and thriving from green. */
const VARIANTS: Readonly<Record<Band, StatusTagProps['variant']>> = {
  red: 'danger',
  orange: 'warning',
  yellow: 'info',
  green: 'success',
  thriving: 'success',
  unknown: 'default',
};

export function BandTag({ band }: { readonly band: Band }) {
  const { locale } = useCopy();
  return <StatusTag variant={VARIANTS[band]}>{BAND_WORDS[band].name[locale]}</StatusTag>;
}
