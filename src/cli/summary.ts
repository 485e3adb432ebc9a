import { type SyncSummary } from '../pipeline/sync.ts';
import { type Output, textTable } from './output.ts';

/** The summary of a run for people. */
export function printSummary(output: Output, summary: SyncSummary): void {
  const { bands } = summary;
  output.line(`Portal ${summary.portalId}: ${summary.scored} of ${summary.companies} companies scored`);
  output.line(
    `  red ${bands.red} · orange ${bands.orange} · yellow ${bands.yellow} · green ${bands.green}` +
      ` · unknown ${summary.unknown} · provisional ${summary.provisional}`,
  );
  output.line(
    `  ${summary.propertiesProvisioned} properties created, ${summary.companiesWritten} companies written in` +
      ` ${summary.writeCalls} calls, ${summary.tasksCreated} tasks created`,
  );
  output.line(`  accounts: ${summary.accounts.matched} matched, ${summary.accounts.unmatched} to confirm`);
  output.line();
  output.line(
    textTable(
      ['source', 'records', 'state'],
      summary.sources.map((source) => [source.id, source.records, source.status]),
    ),
  );
  output.line();
  output.line(
    textTable(
      ['list', 'companies'],
      summary.lists.map((list) => [list.name, list.size]),
    ),
  );
  for (const problem of summary.problems) output.line(`! ${problem.source}: ${problem.message}`);
  output.line(`\nDone in ${(summary.durationMs / 1000).toFixed(1)} s`);
}
