import { type Command } from 'commander';
import {
  type AccountDecision,
  aliasDomain,
  confirmAccount,
  listAccounts,
  rejectAccount,
  resetAccount,
} from '../../pipeline/accounts.ts';
import { type PipelineDeps } from '../../pipeline/deps.ts';
import { matchPortal } from '../../pipeline/match.ts';
import { readSourceQualities } from '../../pipeline/source-qualities.ts';
import { type SourceQuality } from '../../model/portal-actions.ts';
import { type Output, textTable } from '../output.ts';
import { type Services } from '../services.ts';
import { withRuntime } from '../with-runtime.ts';

interface Options {
  readonly portal?: string;
  readonly source?: string;
  readonly all?: boolean;
  readonly json?: boolean;
}

/** Accounts of the source systems and the companies they belong to: what waits for a person, and the decisions. */
export function accountsCommand(program: Command, services: Services, output: Output): void {
  const accounts = program.command('accounts').description('tie accounts of the source systems to companies');
  const add = (name: string, description: string): Command =>
    accounts
      .command(name)
      .description(description)
      .option('--portal <id>', 'HubSpot account id, where several are connected');
  const onPortal = (portal: string | undefined, use: (deps: PipelineDeps) => Promise<void>): Promise<void> =>
    withRuntime(services, portal, use);

  add('list', 'accounts that wait for a person, with the reason and companies of similar names')
    .option('--source <id>', 'of one source only')
    .option('--all', 'matched, confirmed and rejected ones too')
    .option('--json', 'print one JSON document')
    .action(({ portal, source, all, json }: Options) =>
      onPortal(portal, async (deps) => {
        await matchPortal(deps);
        const found = await listAccounts(deps, source);
        const shown = all === true ? found : found.filter((each) => each.state === 'unmatched');
        if (json === true) output.json({ accounts: shown });
        else print(shown, output);
      }),
    );
  add('quality', 'data quality of each source: access, accuracy, currency, impact, integration')
    .option('--json', 'print one JSON document')
    .action(({ portal, json }: Options) =>
      onPortal(portal, async (deps) => {
        await matchPortal(deps);
        const qualities = await readSourceQualities(deps);
        if (json === true) output.json({ sources: Object.fromEntries(qualities) });
        else printQualities(qualities, output);
      }),
    );
  add('confirm <source> <account> <company>', 'the account belongs to this HubSpot company').action(
    (source: string, account: string, company: string, { portal }: Options) =>
      onPortal(portal, async (deps) => {
        await confirmAccount(deps, source, account, company);
        output.line(`${source} ${account} belongs to company ${company}.`);
      }),
  );
  add('reject <source> <account>', 'the account belongs to no company').action(
    (source: string, account: string, { portal }: Options) =>
      onPortal(portal, async (deps) => {
        await rejectAccount(deps, source, account);
        output.line(`${source} ${account} belongs to no company.`);
      }),
  );
  add('reset <source> <account>', 'take a decision back and match again').action(
    (source: string, account: string, { portal }: Options) =>
      onPortal(portal, async (deps) => {
        await resetAccount(deps, source, account);
        output.line(`${source} ${account} is matched by its own data again.`);
      }),
  );
  add(
    'alias <domain> [company]',
    'the domain belongs to this HubSpot company too; without a company: no longer',
  ).action((domain: string, company: string | undefined, { portal }: Options) =>
    onPortal(portal, async (deps) => {
      await aliasDomain(deps, domain, company ?? null);
      output.line(
        company === undefined
          ? `${domain} is no alias any more.`
          : `${domain} belongs to company ${company}.`,
      );
    }),
  );
}

function printQualities(qualities: ReadonlyMap<string, SourceQuality>, output: Output): void {
  const share = (value: number | null) => (value === null ? '–' : `${Math.round(value * 100)} %`);
  output.line(
    textTable(
      ['source', 'readable', 'understood', 'hours old', 'weight in scores', 'companies tied'],
      [...qualities].map(([id, { access, accuracy, currency, impact, integration }]) => [
        id,
        access === null ? '–' : access ? 'yes' : 'no',
        // Nothing that was set aside may round away.
        accuracy === null ? '–' : `${Math.floor(accuracy * 1000) / 10} %`,
        currency === null ? '–' : currency.toFixed(1),
        share(impact),
        share(integration),
      ]),
    ),
  );
}

function print(found: readonly AccountDecision[], output: Output): void {
  if (found.length === 0) return output.line('Nothing waits for a decision.');
  output.line(
    textTable(
      ['source', 'account', 'name', 'state', 'company', 'why, and who it may be'],
      found.map((each) => [
        each.source,
        each.externalId,
        each.name ?? '',
        each.state,
        each.companyId ?? '',
        [each.reason ?? each.matchedBy ?? '', ...each.suggestions.map(suggestion)].join(' '),
      ]),
    ),
  );
}

function suggestion({ companyId, name, score }: AccountDecision['suggestions'][number]): string {
  return `[${companyId} ${name ?? ''} ${Math.round(score * 100)} %]`;
}
