import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createSurveysSource } from '../../../src/sources/surveys/index.ts';
import { createUserpilotSource } from '../../../src/sources/userpilot/index.ts';
import { streamBattery } from '../../batteries/source-battery.ts';
import { memoryInbox } from './memory-inbox.ts';

const answer = (id: string, score: unknown) => ({
  id,
  kind: 'nps',
  score,
  at: '2026-11-01',
  email: `${id}@acme.com`,
});

streamBattery('surveys by HTTP', {
  stream: 'deliveries',
  badRecord: 'bad-1',
  start: async () => ({
    source: createSurveysSource({
      files: [],
      inbox: memoryInbox([
        ['2026-11-02T10:00:00.000Z', answer('a', 9)],
        ['2026-11-02T10:00:00.000Z', answer('b', 8)],
        ['2026-11-02T10:00:00.000Z', answer('c', 7)],
        ['2026-11-03T10:00:00.000Z', answer('bad-1', '9')],
        ['2026-11-04T10:00:00.000Z', answer('a', 3)],
      ]),
    }),
    close: async () => undefined,
  }),
});

streamBattery('userpilot by CSV', {
  stream: 'files',
  badRecord: 'bad-1',
  async start() {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'pulso-csv-'));
    const file = path.join(folder, 'steps.csv');
    const rows = Array.from(
      { length: 1200 },
      (_, index) => `s${index},milestone,Step ${index},acct_${index % 7},2026-10-01,`,
    );
    writeFileSync(
      file,
      ['id,kind,name,accountId,assignedAt,doneAt', ...rows, 'bad-1,milestone,Bad,acct_1,soon,'].join('\n'),
    );
    return {
      source: createUserpilotSource({ files: [file], inbox: null }),
      close: async () => rmSync(folder, { recursive: true }),
    };
  },
});
