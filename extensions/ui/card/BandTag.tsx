import { StatusTag, type StatusTagProps } from '@hubspot/ui-extensions';
import { type Band } from '../../../src/model/bands.ts';
import { useCopy } from '../texts/copy.ts';
import { BAND_WORDS } from '../../../src/scoring/words/bands.ts';

/** HubSpot has three colours for five bands: a hollow dot and the word tell orange from red. */
const VARIANTS: Readonly<Record<Band, StatusTagProps['variant']>> = {
  red: 'danger',
  orange: 'danger',
  yellow: 'warning',
  green: 'success',
  thriving: 'success',
  unknown: 'default',
};

export function BandTag({ band }: { readonly band: Band }) {
  const { locale } = useCopy();
  return (
    <StatusTag variant={VARIANTS[band]} hollow={band === 'orange'}>
      {BAND_WORDS[band].name[locale]}
    </StatusTag>
  );
}
