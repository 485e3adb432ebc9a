import os from 'node:os';
import { z } from 'zod';
import { provision } from '../../../src/hubspot/provision/index.ts';
import { type PullContext, type Source } from '../../../src/model/source.ts';
import { refreshHealth } from '../../../src/pipeline/actions/refresh-health.ts';
import { scorePortal } from '../../../src/pipeline/score.ts';
import { saveCompanies } from '../../../src/store/companies.ts';
import { openStore } from '../../../src/store/open.ts';
import { crmCompany } from '../../helpers/crm-company.ts';
import { createCompanies, startSandbox } from '../../hubspot/helpers/sandbox.ts';
import { depsOf } from '../proof/judged-portal.ts';

const NOW = new Date('2026-11-01T10:00:00Z');

test('somebody waits: what was deleted is left to the daily run', async () => {
  const store = await openStore({ dataDir: null });
  const sandbox = await startSandbox({ now: () => NOW });
  await provision(sandbox.api);
  const [companyId = ''] = await createCompanies(sandbox, 1);
  const asked: PullContext[] = [];
  const source: Source = {
    meta: { id: 'fake', title: 'Fake', feeds: [], credentials: [], scopes: [], limits: '', docs: '' },
    streams: [
      {
        name: 'things',
        cursor: z.unknown(),
        async *pull(context) {
          asked.push(context);
          yield { cursor: {}, read: 0 };
        },
      },
    ],
  };
  const deps = {
    ...depsOf(store, () => NOW),
    ...{ api: sandbox.api, sources: [source], tempDir: os.tmpdir() },
  };
  await saveCompanies(deps.db, deps.portalId, [crmCompany(companyId)]);
  await scorePortal(deps, { asOf: '2026-11-01', companyIds: [companyId] });
  const answer = await refreshHealth(deps, { companyId });
  expect(answer.done).toEqual({ incomplete: [] });
  expect(asked).toMatchObject([{ skipDeletions: true }]);
  await sandbox.portal.close();
  await store.close();
});
