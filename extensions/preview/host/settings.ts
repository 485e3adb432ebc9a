import { LOCALES, type Locale } from '../../../src/model/bands.ts';
import { PREVIEW_STATES, type PreviewState } from './states.ts';

/** Where an extension is drawn, and which one. */
export const VIEWS = ['tab', 'sidebar', 'panel', 'home', 'settings'] as const;
export type View = (typeof VIEWS)[number];

/** How much room it gets; `narrow` is a small window's. */
export const WIDTHS = ['wide', 'narrow'] as const;
export type Width = (typeof WIDTHS)[number];

/** What the preview shows; all of it is in the address, so that a link or a script can ask for it. */
export interface PreviewSettings {
  /** null: the first company there is. */
  readonly company: string | null;
  readonly locale: Locale;
  readonly view: View;
  readonly width: Width;
  readonly state: PreviewState;
  readonly dark: boolean;
}

/** `?company=ID&locale=es&view=sidebar&width=narrow&state=stale&dark=1`; anything else falls back to the default. */
export function settingsOf(search: string): PreviewSettings {
  const parameters = new URLSearchParams(search);
  return {
    company: parameters.get('company'),
    locale: pick(LOCALES, parameters.get('locale')),
    view: pick(VIEWS, parameters.get('view')),
    width: pick(WIDTHS, parameters.get('width')),
    state: pick(PREVIEW_STATES, parameters.get('state')),
    dark: parameters.get('dark') === '1',
  };
}

/** The address of the same page with one setting changed. */
export function searchWith(search: string, name: keyof PreviewSettings, value: string): string {
  const parameters = new URLSearchParams(search);
  parameters.set(name, value);
  return `?${parameters}`;
}

function pick<Value extends string>(values: readonly [Value, ...Value[]], value: string | null): Value {
  return values.find((each) => each === value) ?? values[0];
}
