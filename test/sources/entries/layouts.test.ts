import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Source } from '../../../src/model/source.ts';
import { createSurveysSource, SURVEYS_WEBHOOK } from '../../../src/sources/surveys/index.ts';
import { createUserpilotSource } from '../../../src/sources/userpilot/index.ts';
import { pullAll, streamOf } from '../../batteries/pull.ts';
import { memoryInbox } from './memory-inbox.ts';
import { inWords } from '../../helpers/in-words.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'pulso-csv-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
function csv(...lines: string[]): string {
  const file = path.join(folder, `${(files += 1)}.csv`);
  writeFileSync(file, `${lines.join('\r\n')}\r\n`);
  return file;
}

async function read(source: Source, stream = 'files') {
  const pages = await pullAll(streamOf(source, stream));
  return {
    records: pages.flatMap((page) => page.records ?? []),
    accounts: pages.flatMap((page) => page.accounts ?? []),
    quarantined: pages.flatMap((page) => page.quarantined ?? []),
    cursor: pages.at(-1)?.cursor,
  };
}

describe('QuestionPro', () => {
  const HEADER =
    '"Response ID","Response Status","IP Address","Timestamp (mm/dd/yyyy)","Duplicate","Time Taken to Complete (Seconds)","Seq. Number","External Reference","Respondent Email","How likely are you to recommend us?","How satisfied are you with our support?"';

  test('finds the questions by their words, the account by reference or address, below the titles of the export', async () => {
    const file = csv(
      '"Customer survey 2026"',
      '',
      HEADER,
      '"101","Completed","192.0.2.1","10/05/2026 14:03:22","false","61","1","acct_7","ana@acme.com","9","4"',
      '"102","Completed","192.0.2.2","1/9/2026 08:00:00","false","20","1","","luis@example-corp.com","3",""',
      '"103","Started but not completed","192.0.2.3","10/06/2026 08:00:00","false","0","1","acct_7","x@acme.com","1","1"',
      '"104","Completed","192.0.2.4","10/07/2026 08:00:00","false","9","1","","someone@gmail.com","10",""',
      '"105","Completed","192.0.2.4","10/07/2026 08:00:00","false","9","1","acct_7","","eleven",""',
    );
    const { records, quarantined, accounts } = await read(
      createSurveysSource({ files: [file], inbox: null }),
    );
    expect(records).toEqual([
      { kind: 'survey', id: '101:nps', accountId: 'acct_7', survey: 'nps', score: 9, at: '2026-10-05' },
      { kind: 'survey', id: '101:csat', accountId: 'acct_7', survey: 'csat', score: 4, at: '2026-10-05' },
      {
        kind: 'survey',
        id: '102:nps',
        accountId: 'domain:example-corp.com',
        survey: 'nps',
        score: 3,
        at: '2026-01-09',
      },
    ]);
    expect(accounts[0]).toMatchObject({ externalId: 'acct_7', emails: ['ana@acme.com'] });
    expect(inWords(quarantined)).toEqual([
      { stream: 'files', recordId: '104:nps', reason: expect.stringContaining('no account') as string },
      { stream: 'files', recordId: '105:nps', reason: expect.stringContaining('score') as string },
    ]);
  });
});

describe('Userpilot', () => {
  const HEADER = 'app_token,event_type,event_name,user_id,company_id,source,inserted_at,internal_event_id';

  test('checklists become milestones of the company, experiences trainings of a person', async () => {
    const file = csv(
      HEADER,
      'NX,interaction,checklist:2:SEEN,u1,acct_1,web-client,2026-10-01 09:00:00.000000,e1',
      'NX,interaction,checklist:2:COMPLETED,u2,acct_1,web-client,2026-10-09T09:00:00Z,e2',
      'NX,interaction,checklist:2:COMPLETED,u1,acct_1,web-client,2026-10-05T09:00:00Z,e3',
      'NX,interaction,experience:448:SEEN,u1,acct_1,web-client,2026-10-02T09:00:00Z,e4',
      'NX,interaction,experience:448:DISMISSED,u1,acct_1,web-client,2026-10-02T09:01:00Z,e5',
      'NX,page_view,,u1,acct_1,web-client,2026-10-02T09:01:00Z,e6',
      'NX,interaction,checklist:3:SEEN,u1,,web-client,2026-10-02 09:01:00.000000,e7',
      'NX,interaction,checklist:3:SEEN,u1,acct_1,web-client,yesterday,e8',
    );
    const { records, quarantined } = await read(createUserpilotSource({ files: [file], inbox: null }));
    expect(records).toEqual([
      expect.objectContaining({
        kind: 'progress',
        step: 'milestone',
        accountId: 'acct_1',
        assignedAt: '2026-10-01T09:00:00.000Z',
        doneAt: '2026-10-05T09:00:00.000Z',
      }),
      expect.objectContaining({
        kind: 'progress',
        step: 'training',
        id: 'acct_1:experience:448:u1',
        doneAt: null,
      }),
    ]);
    expect(inWords(quarantined)).toMatchObject([
      { recordId: 'e7', reason: expect.stringMatching(/^no account/) as string },
      { recordId: 'e8', reason: expect.stringMatching(/^assignedAt/) as string },
    ]);
  });
});

describe('files', () => {
  test('satisfaction of another scale is brought to 1 to 5', async () => {
    const file = csv(
      'id,kind,score,scaleMin,scaleMax,at,companyId',
      'a,csat,100,0,100,2026-10-01,31',
      'b,csat,0,0,100,2026-10-01,31',
    );
    const { records, accounts } = await read(createSurveysSource({ files: [file], inbox: null }));
    expect(records.map((each) => each.kind === 'survey' && each.score)).toEqual([5, 1]);
    expect(accounts[0]).toMatchObject({ externalId: 'hubspot:31', hubspotCompanyId: '31' });
  });

  test('unchanged they are not read again, changed they are', async () => {
    const file = csv('id,kind,score,at,companyId', 'a,nps,9,2026-10-01,31');
    const source = createSurveysSource({ files: [file], inbox: null });
    const { cursor } = await read(source);
    const stream = streamOf(source, 'files');
    expect((await pullAll(stream, cursor)).flatMap((page) => page.records ?? [])).toEqual([]);
    writeFileSync(file, 'id,kind,score,at,companyId\na,nps,2,2026-10-01,31\n');
    expect((await pullAll(stream, cursor)).flatMap((page) => page.records ?? [])).toEqual([
      expect.objectContaining({ score: 2 }),
    ]);
  });

  test.each([
    ['missing', () => path.join(folder, 'none.csv'), 'config-invalid', 'cannot be read'],
    ['of columns nobody knows', () => csv('a,b', '1,2'), 'input-invalid', 'Response ID'],
    ['no CSV', () => csv('id,kind', '"open'), 'input-invalid', 'no CSV'],
  ])('a file that is %s is named with what to do', async (_, file, code, message) => {
    const source = createSurveysSource({ files: [file()], inbox: null });
    await expect(pullAll(streamOf(source, 'files'))).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message) as string,
    });
  });
});

describe('the HTTP endpoint', () => {
  const request = (authorization?: string) => ({
    method: 'POST',
    url: 'https://pulso.example.com/webhooks/surveys',
    body: new Uint8Array(),
    headers: { authorization },
  });
  const entry = { id: 'r-1', kind: 'nps', score: 9, at: '2026-11-01T10:00:00Z', email: 'ana@acme.com' };

  test('wants its token', () => {
    const now = new Date();
    expect(SURVEYS_WEBHOOK.verify(request('Bearer s3cret'), 's3cret', now)).toBe(true);
    for (const wrong of [undefined, '', 'Bearer', 'Bearer s3cre', 'Basic s3cret']) {
      expect(SURVEYS_WEBHOOK.verify(request(wrong), 's3cret', now)).toBe(false);
    }
  });

  test('takes one entry or many, each once, and knows whom they are about', () => {
    const [one] = SURVEYS_WEBHOOK.events(entry);
    const [first, second] = SURVEYS_WEBHOOK.events({ entries: [entry, { ...entry, score: 2 }] });
    expect(one).toEqual({ key: first?.key, accountIds: ['domain:acme.com'], body: entry });
    expect(second?.key).not.toBe(first?.key);
  });

  test.each([[null], [[]], ['text'], [{ entries: [] }], [{ entries: 'none' }]])(
    'refuses %j or stores what a pull sets aside',
    async (body) => {
      try {
        const events = SURVEYS_WEBHOOK.events(body);
        const inbox = memoryInbox(events.map((event) => ['2026-11-02T10:00:00.000Z', event.body]));
        const { records, quarantined } = await read(createSurveysSource({ files: [], inbox }), 'deliveries');
        expect(records).toEqual([]);
        expect(quarantined).toHaveLength(events.length);
      } catch (error) {
        expect(error).toMatchObject({ code: 'input-invalid' });
      }
    },
  );
});
