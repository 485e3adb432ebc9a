import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { readConfig } from '../../src/config.ts';
import { alertText, createAlert } from '../../src/service/alerts.ts';
import { type SmtpServer, startSmtpServer } from '../helpers/smtp.ts';

const account = (companyId: string, name = 'Acme', toldBy: readonly string[] = []) => ({
  companyId,
  name,
  score: 31.64,
  topRisk: 'Seats in use: 8 of 20',
  day: '2026-11-01',
  toldBy,
});
const recordUrl = (companyId: string) => `https://crm.example.com/${companyId}`;

test('an alert says who, how bad, why and where', () => {
  expect(alertText([account('11')], recordUrl)).toBe(
    '1 account became critical\nAcme (31.6): Seats in use: 8 of 20 https://crm.example.com/11',
  );
});

test('a name with line breaks stays one line, and many accounts are counted', () => {
  const text = alertText([account('11', 'Evil\r\nBcc: all@example.com\u202e')], recordUrl);
  expect(text.split('\n')).toHaveLength(2);
  expect(text).not.toMatch(/\r|\u202e/);
  const many = alertText(
    Array.from({ length: 30 }, (_, index) => account(String(index))),
    recordUrl,
  );
  expect(many).toMatch(/^30 accounts became critical/);
  expect(many).toMatch(/and 10 more$/);
});

describe('by chat webhook', () => {
  let server: Server;
  let status = 200;
  const bodies: string[] = [];
  beforeAll(async () => {
    server = createServer((request, response) => {
      let text = '';
      request.on('data', (chunk: Buffer) => (text += chunk.toString()));
      request.on('end', () => {
        bodies.push(text);
        response.writeHead(status).end();
      });
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  const alert = (over: Record<string, string>) => {
    const { port } = server.address() as AddressInfo;
    return createAlert(
      readConfig({ PULSO_ALERT_WEBHOOK_URL: `http://127.0.0.1:${port}/hook`, ...over }),
      recordUrl,
    );
  };

  test('the text arrives as JSON', async () => {
    await alert({ PULSO_PRIVATE_ADDRESSES: 'allow' })?.([account('11')]);
    expect(JSON.parse(bodies[0] ?? '')).toEqual({ text: alertText([account('11')], recordUrl) });
  });

  test('a refusal is an outcome with its reason, a private address is not called', async () => {
    status = 500;
    const accounts = [account('11')];
    expect(await alert({ PULSO_PRIVATE_ADDRESSES: 'allow' })?.(accounts)).toEqual([
      { way: 'chat', accounts, failure: 'The alert webhook answered 500.' },
    ]);
    const before = bodies.length;
    expect(await alert({})?.(accounts)).toEqual([
      { way: 'chat', accounts, failure: expect.stringMatching(/private|own network/) as string },
    ]);
    expect(bodies).toHaveLength(before);
  });

  test('what was told in chat is not told again; with nothing left nothing is sent', async () => {
    status = 200;
    const before = bodies.length;
    const told = account('11', 'Acme', ['chat']);
    const untold = account('12', 'Globex', ['mail']);
    const send = alert({ PULSO_PRIVATE_ADDRESSES: 'allow' });
    expect(await send?.([told, untold])).toEqual([{ way: 'chat', accounts: [untold], failure: null }]);
    expect(JSON.parse(bodies[before] ?? '')).toEqual({ text: alertText([untold], recordUrl) });
    expect(await send?.([told])).toEqual([]);
    expect(bodies).toHaveLength(before + 1);
  });
});

describe('by mail', () => {
  let mail: SmtpServer;
  beforeEach(async () => {
    mail = await startSmtpServer();
  });
  afterEach(() => mail.close());
  const alert = (over: Record<string, string> = {}) =>
    createAlert(
      readConfig({
        PULSO_SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
        PULSO_ALERT_EMAIL_TO: 'csm@example.com',
        PULSO_ALERT_EMAIL_FROM: 'pulso@example.com',
        PULSO_PRIVATE_ADDRESSES: 'allow',
        ...over,
      }),
      recordUrl,
    );

  test('one message reaches the address, with the accounts in it', async () => {
    await alert()?.([account('11'), account('12', 'Söhne GmbH')]);
    expect(mail.envelopes).toEqual([{ from: 'pulso@example.com', to: ['csm@example.com'] }]);
    // Quoted-printable: long lines are broken behind "=".
    const message = mail.messages[0]?.replaceAll('=\r\n', '');
    expect(message).toContain('Subject: Pulso: 2 accounts became critical');
    expect(message).toContain('S=C3=B6hne GmbH');
    expect(message).toContain('https://crm.example.com/11');
  });

  test('a name cannot add a header', async () => {
    await alert()?.([account('11', 'Evil\r\nBcc: all@example.com')]);
    const [headers = ''] = mail.messages[0]?.split('\r\n\r\n') ?? [];
    expect(headers).not.toMatch(/^bcc:/im);
    expect(mail.envelopes[0]?.to).toEqual(['csm@example.com']);
  });

  test('a server that refuses the mail is an outcome; one in our own network is not called', async () => {
    mail.refuse('550 no such mailbox');
    const accounts = [account('11')];
    expect(await alert()?.(accounts)).toEqual([
      { way: 'mail', accounts, failure: expect.stringContaining('550') as string },
    ]);
    expect(await alert({ PULSO_PRIVATE_ADDRESSES: 'refuse' })?.(accounts)).toEqual([
      { way: 'mail', accounts, failure: expect.stringMatching(/private|own network/) as string },
    ]);
    expect(mail.messages).toEqual([]);
  });

  test('a chat that fails keeps no mail back', async () => {
    const accounts = [account('11')];
    const outcomes = await alert({ PULSO_ALERT_WEBHOOK_URL: 'http://127.0.0.1:9/hook' })?.(accounts);
    expect(outcomes).toEqual([
      { way: 'chat', accounts, failure: expect.any(String) as string },
      { way: 'mail', accounts, failure: null },
    ]);
    expect(mail.messages).toHaveLength(1);
  });
});

test('without a way nobody is told', () => {
  expect(createAlert(readConfig({}), recordUrl)).toBeNull();
});
