import {
  AutoGrid,
  Button,
  EmptyState,
  ErrorState,
  type ErrorStateProps,
  Flex,
  LoadingSpinner,
  ProgressBar,
  Text,
  Tile,
} from '@hubspot/ui-extensions';
import { dimensionName } from '../../../src/scoring/words/names.ts';
import { useCopy } from '../texts/copy.ts';

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

interface FailureProps {
  readonly kind: 'failed' | 'forbidden' | 'crashed';
  readonly retry: () => void;
}

/** What failed, why, what to do, and trying again. */
export function Failure({ kind, retry }: FailureProps) {
  const { texts } = useCopy();
  const type: ErrorStateProps['type'] = kind === 'forbidden' ? 'lock' : 'error';
  return (
    <ErrorState title={texts[kind].title} type={type}>
      <Text>{texts[kind].text}</Text>
      <Button onClick={retry}>{texts.tryAgain}</Button>
    </ErrorState>
  );
}

/** Nothing is wrong, there is only no score: what happens next. */
export function NoScoreYet({ kind }: { readonly kind: 'notCustomer' | 'neverScored' }) {
  const { texts } = useCopy();
  return (
    <EmptyState title={texts[kind].title} imageName="emptyStateCharts" layout="vertical" imageWidth={180}>
      <Text>{texts[kind].text}</Text>
    </EmptyState>
  );
}
