import { type RendererMocks } from '@hubspot/ui-extensions/testing';
import { createRenderer } from '@hubspot/ui-extensions/testing';
import { type CardProps } from '../../extensions/ui/card/CardFrame.tsx';
import { HealthCard } from '../../extensions/ui/card/HealthCard.tsx';
import { type Properties } from './fixtures/companies.ts';

/** The instant at which the tests look at the card. */
export const NOW = Date.parse('2026-11-20T08:00:00Z');

/** The company on whose record the tests look at the card. */
export const COMPANY_ID = '1002';

export interface Reading {
  readonly properties?: Properties;
  readonly error?: Error | null;
  readonly isLoading?: boolean;
  readonly isRefetching?: boolean;
}

export interface CardOptions extends Reading, Pick<CardProps, 'service'> {
  readonly locale?: string;
  readonly companyId?: string;
  readonly refetch?: () => Promise<void>;
}

/** The card drawn by HubSpot's test renderer from what its property hook says. */
export function renderCard(options: CardOptions) {
  const renderer = createRenderer('crm.record.tab');
  mockReading(renderer.mocks, options);
  const { context } = renderer.mocks;
  renderer.mocks.useExtensionContext.willCall(() => ({
    ...context,
    crm: { ...context.crm, objectId: Number(options.companyId ?? COMPANY_ID) },
    user: { ...context.user, ...(options.locale && { locale: options.locale }) },
  }));
  renderer.render(<HealthCard clock={() => NOW} {...(options.service && { service: options.service })} />);
  return renderer;
}

function mockReading(mocks: RendererMocks<'crm.record.tab'>, options: CardOptions): void {
  mocks.useCrmProperties.willCall(() => ({
    properties: options.properties ?? {},
    error: options.error ?? null,
    isLoading: options.isLoading ?? false,
    isRefetching: options.isRefetching ?? false,
    refetch: options.refetch ?? (async () => undefined),
  }));
}

/** All the words of the card, titles included, in order. */
export function wordsOf(renderer: ReturnType<typeof renderCard>): string {
  const texts = renderer
    .getRootNode()
    .toString()
    .matchAll(/"((?:[^"\\]|\\.)*)"/g);
  return [...texts].map(([, words]) => words).join('\n');
}
