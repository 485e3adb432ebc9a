import { Accordion, Alert, EmptyState, Flex, Text } from '@hubspot/ui-extensions';
import type { ProofAnswer, ProofView } from '../../../../src/model/proof.ts';
import { Lines } from '../../card/Lines.tsx';
import { Section } from '../../card/Section.tsx';
import { useCopy } from '../../texts/copy.ts';
import { useProofTexts } from '../../texts/proof.ts';
import { ago, dayInWords } from '../../texts/words.ts';
import { Loaded } from '../PageFrame.tsx';
import { Calibration } from './Calibration.tsx';
import { Checks } from './Checks.tsx';
import { useFigures } from './figures.ts';
import { Floors } from './Floors.tsx';
import { Horizons } from './Horizons.tsx';
import { Misses } from './Misses.tsx';
import { Plays } from './Plays.tsx';
import { Probabilities } from './Probabilities.tsx';
import { Review } from './Review.tsx';
import { Versions } from './Versions.tsx';
import { Weights } from './Weights.tsx';

/** Whether the score says who will leave, checked against who left; and what should change. */
export function ProofTab() {
  const { loading } = useProofTexts();
  return (
    <Loaded<ProofAnswer> action="readProof" loading={loading}>
      {(answer, reload) => <Proof answer={answer} reload={reload} />}
    </Loaded>
  );
}

export interface ProofProps {
  readonly answer: ProofAnswer;
  /** Reads it again. */
  readonly reload: () => void;
}

function Proof({ answer, reload }: ProofProps) {
  const { locale } = useCopy();
  const texts = useProofTexts();
  const { view, missing } = answer;
  if (view === null) {
    return (
      <EmptyState title={texts.missingTitle} imageName="emptyStateCharts" layout="vertical">
        <Text>{missing?.[locale] ?? texts.noFigures}</Text>
      </EmptyState>
    );
  }
  return (
    <Flex direction="column" gap="lg">
      <Basis view={view} />
      <Section title={texts.summary}>
        <Lines lines={view.summary.map((line) => line[locale])} />
      </Section>
      <Floors view={view} />
      <Horizons view={view} />
      <Calibration view={view} />
      <Misses view={view} />
      <Weights answer={answer} view={view} reload={reload} />
      <Accordion title={texts.review} size="small">
        <Review review={view.review} />
      </Accordion>
      <Accordion title={texts.plays} size="small">
        <Plays plays={view.plays} />
      </Accordion>
      <Accordion title={texts.probabilities} size="small">
        <Probabilities view={view} />
      </Accordion>
      <Accordion title={texts.versions} size="small">
        <Versions answer={answer} reload={reload} />
      </Accordion>
      <Accordion title={texts.history} size="small">
        <Checks history={answer.history} />
      </Accordion>
    </Flex>
  );
}

/** What was looked at, and whether it is enough. */
function Basis({ view }: { readonly view: ProofView }) {
  const { locale, now } = useCopy();
  const texts = useProofTexts();
  const { count } = useFigures();
  const { checkedAt, until, scores, companies, lost, tooFew } = view;
  return (
    <Flex direction="column" gap="xs">
      <Text>{texts.basis(count(scores), count(companies), count(lost))}</Text>
      <Text variant="microcopy">
        {texts.checked(ago(checkedAt, now, locale), dayInWords(until, now, locale))}
      </Text>
      {tooFew && (
        <Alert title={texts.tooFewTitle} variant="warning">
          {lost === 0 ? texts.noFigures : texts.tooFew(count(lost))}
        </Alert>
      )}
    </Flex>
  );
}
