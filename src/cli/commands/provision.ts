import { type Command } from 'commander';
import { AppError } from '../../errors.ts';
import { withPortalSettings } from '../../pipeline/portal-settings.ts';
import { provisionPortal } from '../../pipeline/provision.ts';
import { type Output } from '../output.ts';
import { type Services } from '../services.ts';

interface Options {
  readonly check?: boolean;
  readonly portal?: string;
  readonly json?: boolean;
}

export function provisionCommand(program: Command, services: Services, output: Output): void {
  program
    .command('provision')
    .description('create properties, lists and workflows in the portal, or report what differs')
    .option('--check', 'report only, change nothing; exit code 1 when something differs')
    .option('--portal <id>', 'HubSpot account id, where several are connected')
    .option('--json', 'print one JSON document')
    .action(async (options: Options) => {
      const runtime = await services.openRuntime(services.env, { portalId: options.portal });
      try {
        const { settings } = await withPortalSettings(runtime.deps);
        const { drift, ...done } = await provisionPortal(runtime.api, {
          ...settings,
          check: options.check === true,
        });
        const inEnglish = drift.map(({ name, problem, remedy }) => ({
          name,
          problem: problem.en,
          remedy: remedy.en,
        }));
        const report = { ...done, drift: inEnglish };
        if (options.json === true) output.json(report);
        else {
          for (const name of report.created) output.line(`created ${name}`);
          for (const name of report.updated) output.line(`updated ${name}`);
          for (const each of report.drift) output.line(`! ${each.name} ${each.problem}. ${each.remedy}`);
          if (report.created.length + report.updated.length + report.drift.length === 0)
            output.line('Everything is in place.');
        }
        if (options.check === true && report.drift.length > 0) {
          throw new AppError(
            'upstream-rejected',
            `${report.drift.length} things differ from what Pulso needs.`,
          );
        }
      } finally {
        await runtime.close();
      }
    });
}
