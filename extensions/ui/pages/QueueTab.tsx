import { Alert, Button, Flex, LoadingButton, Text } from '@hubspot/ui-extensions';
import { useState } from 'react';
import type { CardAnswer } from '../../../src/model/card-actions.ts';
import type { PortfolioAnswer } from '../../../src/model/portal-actions.ts';
import type { PortfolioCompany } from '../../../src/model/portfolio.ts';
import { numberWords } from '../../../src/scoring/words/format.ts';
import { failureWords } from '../card/actions/Outcome.tsx';
import { DataTable } from '../card/DataTable.tsx';
import { useAction } from '../service/use-action.ts';
import { useCopy } from '../texts/copy.ts';
import { usePageTexts } from '../texts/pages.ts';
import { CompanyCell, HealthCell } from './CompanyCells.tsx';

/** Whom to see this week and why, as many as the team can see. */
export function QueueTab({ portfolio }: { readonly portfolio: PortfolioAnswer }) {
  const { locale } = useCopy();
  const { queue, columns } = usePageTexts();
  const companies = portfolio.queue;
  if (companies.length === 0) return <Text>{queue.none}</Text>;
  const rows = companies.map((company) => ({
    id: company.companyId,
    cells: [
      <CompanyCell key="name" company={company} portfolio={portfolio} />,
      <HealthCell key="health" company={company} />,
      <ToDo key="reason" company={company} />,
    ],
  }));
  const { company, health, toDo } = columns;
  return (
    <Flex direction="column" gap="md">
      <Text>{queue.intro(numberWords(companies.length, locale))}</Text>
      <DataTable columns={[company, health, toDo]} rows={rows} />
    </Flex>
  );
}

/** Why it needs somebody, and the one thing to do. */
function ToDo({ company }: { readonly company: PortfolioCompany }) {
  const { locale } = useCopy();
  return (
    <Flex direction="column" gap="xs" align="start">
      <Text>{company.reason?.[locale] ?? '–'}</Text>
      <Start company={company} />
    </Flex>
  );
}

/** Starts the playbook of one company; says how many tasks are open where it runs already. */
function Start({ company }: { readonly company: PortfolioCompany }) {
  const copy = useCopy();
  const { queue } = usePageTexts();
  const [open, setOpen] = useState(company.openTasks);
  const { state, run } = useAction<CardAnswer>('startPlaybook', ({ breakdown }) =>
    setOpen((breakdown?.tasks ?? []).filter(({ status }) => status === 'open').length),
  );
  if (state.kind === 'failed') {
    return (
      <Alert title={queue.failed(company.name)} variant="danger">
        <Flex direction="column" gap="xs" align="start">
          <Text>{failureWords(state.error, copy)}</Text>
          <Button size="xs" onClick={state.retry}>
            {copy.texts.tryAgain}
          </Button>
        </Flex>
      </Alert>
    );
  }
  if (open > 0) return <Text>{queue.started(numberWords(open, copy.locale))}</Text>;
  return (
    <LoadingButton
      size="xs"
      loading={state.kind === 'busy'}
      onClick={() => void run({ companyId: company.companyId })}
    >
      {queue.start}
    </LoadingButton>
  );
}
