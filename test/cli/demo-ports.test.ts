import { type AddressInfo, createServer, type Server } from 'node:net';
import { runCli } from '../../src/cli/index.ts';
import { type Services } from '../../src/cli/services.ts';

let holder: Server;
let port: number;
beforeAll(async () => {
  holder = createServer();
  await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve));
  ({ port } = holder.address() as AddressInfo);
});
afterAll(() => new Promise((resolve) => holder.close(resolve)));

test.each([
  ['of the dashboard', 0],
  ['of the preview behind it', -1],
])('a port %s that is taken is named before anything is begun', async (_, offset) => {
  const notes: string[] = [];
  const code = await runCli(['demo', '--port', String(port + offset)], { env: {} } as Services, {
    json: () => undefined,
    line: () => undefined,
    note: (text) => void notes.push(text),
    isTerminal: false,
  });
  expect(code).toBe(2);
  expect(notes).toEqual([
    expect.stringContaining(`--port ${port + offset}: port ${port} is taken`) as string,
  ]);
});
