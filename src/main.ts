import { runCli } from './cli/index.ts';
import { outliveReaders, processOutput } from './cli/output.ts';
import { type Services } from './cli/services.ts';
import { openAdministration } from './service/administration.ts';
import { examine } from './service/doctor.ts';
import { previewActions, previewCompanies } from './service/preview.ts';
import { replayDeliveries } from './service/replay.ts';
import { openConfiguredStore, openRuntime, serveConfigured, serveRuntime } from './service/runtime.ts';
import { generateKey } from './store/crypto/cipher.ts';

/** Composition root: hands the command line what it needs; how things are made is in `service/`. */
const services: Services = {
  env: process.env,
  clock: () => new Date(),
  openRuntime,
  openStore: openConfiguredStore,
  replay: replayDeliveries,
  serveRuntime,
  serve: serveConfigured,
  administer: openAdministration,
  doctor: examine,
  generateKey,
  async startPreview({ deps }, port) {
    // Builds with esbuild, a development dependency that the service itself does without.
    const { startPreview } = await import('../extensions/preview/server.ts');
    return startPreview({
      port,
      portalId: Number(deps.portalId),
      ...previewCompanies(deps),
      ...previewActions(deps),
    });
  },
};

outliveReaders(process);
process.exitCode = await runCli(process.argv.slice(2), services, processOutput(process));
