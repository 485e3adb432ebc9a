import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { assertPublicAddress, guardedFetch } from '../../src/service/guarded-fetch.ts';

const resolveTo =
  (...addresses: string[]) =>
  async () =>
    addresses;
const refused = expect.objectContaining({ code: 'config-invalid' }) as unknown;

test.each([
  'http://127.0.0.1/',
  'http://localhost/',
  'http://2130706433/',
  'http://0x7f.1/',
  'http://0.0.0.0/',
  'http://10.1.2.3/',
  'http://172.16.0.1/',
  'http://192.168.1.1/',
  'http://169.254.169.254/latest/meta-data',
  'http://100.64.0.1/',
  'http://[::1]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[fd00::1]/',
  'http://[fe80::1]/',
  'http://[64:ff9b::7f00:1]/',
  'ftp://example.com/',
  'file:///etc/passwd',
])('%s is not called', async (address) => {
  await expect(assertPublicAddress(new URL(address), resolveTo('127.0.0.1'))).rejects.toEqual(refused);
});

test('one private address among public ones is enough to refuse', async () => {
  const url = new URL('https://api.example.com');
  await expect(assertPublicAddress(url, resolveTo('93.184.216.34'))).resolves.toBeUndefined();
  await expect(assertPublicAddress(url, resolveTo('93.184.216.34', '10.0.0.1'))).rejects.toEqual(refused);
  await expect(assertPublicAddress(url, resolveTo())).rejects.toEqual(refused);
});

test('a guarded fetch looks before every request', async () => {
  const looked: string[] = [];
  const guarded = guardedFetch(async (host) => {
    looked.push(host);
    return ['192.168.0.9'];
  });
  await expect(guarded('https://a.example.com/x')).rejects.toEqual(refused);
  await expect(guarded(new Request('https://b.example.com/x'))).rejects.toEqual(refused);
  expect(looked).toEqual(['a.example.com', 'b.example.com']);
});

test('an answer that leads elsewhere is not followed', async () => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(302, { location: '/inside' }).end();
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const guarded = guardedFetch(resolveTo('93.184.216.34'));
  await expect(guarded(`http://localhost:${port}/outside`)).rejects.toThrow();
  expect(asked).toEqual(['/outside']);
  await new Promise((resolve) => server.close(resolve));
});
