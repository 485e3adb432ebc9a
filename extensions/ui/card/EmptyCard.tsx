import {
  AutoGrid,
  Button,
  EmptyState,
  ErrorState,
  Flex,
  LoadingSpinner,
  ProgressBar,
  Text,
  Tile,
} from '@hubspot/ui-extensions';
import { useCopy } from '../texts/copy.ts';
import { dimensionName } from '../../../src/scoring/words/index.ts';

/** The final layout with nothing in it yet, so that nothing jumps when the properties arrive. */
export function Loading() {
  const { locale, texts } = useCopy();
  return (
    <Flex direction="column" gap="md">
      <LoadingSpinner label={texts.loading} showLabel size="md" />
      <AutoGrid columnWidth={200} flexible gap="sm">
        {['product', 'relationship', 'business'].map((id) => (
          <Tile key={id} compact>
            <Text format={{ fontWeight: 'demibold' }}>{dimensionName(id, locale)}</Text>
            <ProgressBar aria-label={texts.loading} value={0} maxValue={100} />
          </Tile>
        ))}
      </AutoGrid>
    </Flex>
  );
}

export function Failed({ retry }: { readonly retry: () => void }) {
  const { texts } = useCopy();
  return (
    <ErrorState title={texts.failed.title} type="error">
      <Text>{texts.failed.text}</Text>
      <Button onClick={retry}>{texts.tryAgain}</Button>
    </ErrorState>
  );
}

export function Forbidden({ retry }: { readonly retry: () => void }) {
  const { texts } = useCopy();
  return (
    <ErrorState title={texts.forbidden.title} type="lock">
      <Text>{texts.forbidden.text}</Text>
      <Button onClick={retry}>{texts.tryAgain}</Button>
    </ErrorState>
  );
}

export function NotCustomer() {
  const { texts } = useCopy();
  return (
    <EmptyState title={texts.notCustomer.title} imageName="companies" layout="vertical" imageWidth={180}>
      <Text>{texts.notCustomer.text}</Text>
    </EmptyState>
  );
}

export function NeverScored() {
  const { texts } = useCopy();
  return (
    <EmptyState
      title={texts.neverScored.title}
      imageName="emptyStateCharts"
      layout="vertical"
      imageWidth={180}
    >
      <Text>{texts.neverScored.text}</Text>
    </EmptyState>
  );
}
