import { Alert, Flex, Inline, LoadingButton, Text } from '@hubspot/ui-extensions';
import type { HubSpotSetup } from '../../../src/model/portal-actions.ts';
import { failureWords } from '../card/actions/Outcome.tsx';
import { DataTable } from '../card/DataTable.tsx';
import { useAction } from '../service/use-action.ts';
import { useCopy } from '../texts/copy.ts';
import { usePageTexts } from '../texts/pages.ts';

/** What the app keeps in HubSpot: look what is missing, and have it created. */
export function HubSpotTab() {
  const copy = useCopy();
  const { settings } = usePageTexts();
  const check = useAction<HubSpotSetup>('checkHubSpot', () => create.reset());
  const create = useAction<HubSpotSetup>('createInHubSpot', () => check.reset());
  const busy = check.state.kind === 'busy' || create.state.kind === 'busy';
  const failed = [check.state, create.state].find(({ kind }) => kind === 'failed');
  const done = [create.state, check.state].find(({ kind }) => kind === 'done');
  return (
    <Flex direction="column" gap="md">
      <Text>{settings.setUpIntro}</Text>
      <Inline gap="sm">
        <LoadingButton
          loading={check.state.kind === 'busy'}
          disabled={busy}
          onClick={() => void check.run({})}
        >
          {settings.check}
        </LoadingButton>
        <LoadingButton
          loading={create.state.kind === 'busy'}
          disabled={busy}
          onClick={() => void create.run({})}
        >
          {settings.create}
        </LoadingButton>
      </Inline>
      {failed?.kind === 'failed' && (
        <Alert title={settings.notChecked} variant="danger">
          {failureWords(failed.error, copy)}
        </Alert>
      )}
      {done?.kind === 'done' && <Setup setup={done.answer} />}
    </Flex>
  );
}

function Setup({ setup: { created, drift } }: { readonly setup: HubSpotSetup }) {
  const { locale } = useCopy();
  const { settings } = usePageTexts();
  const named = (name: string) =>
    name.replace(/^(list|workflow)(?= )/, (kind) => settings.things[kind as keyof typeof settings.things]);
  const rows = drift.map(({ name, problem, remedy }) => ({
    id: `${name} ${problem.en}`,
    cells: [named(name), problem[locale], remedy[locale]],
  }));
  return (
    <Flex direction="column" gap="sm">
      {created.length > 0 && (
        <Alert title={settings.created(created.map(named).join(', '))} variant="success" />
      )}
      {rows.length > 0 ? (
        <DataTable columns={[settings.what, settings.problem, settings.remedy]} rows={rows} />
      ) : (
        <Text>{settings.nothingMissing}</Text>
      )}
    </Flex>
  );
}
