import net from 'node:net';
import { type AddressInfo } from 'node:net';

/** Passes connections on to another address, until it is cut: then nothing moves and nobody is told, as on a dead line. */
export interface Forwarder {
  readonly port: number;
  cut(): void;
  join(): void;
  close(): Promise<void>;
}

export interface Address {
  readonly host: string;
  readonly port: number;
}

export async function startForwarder(target: Address, listenOn: string): Promise<Forwarder> {
  const pairs = new Set<readonly [net.Socket, net.Socket]>();
  let isCut = false;
  /** Connections that came in while the line was dead. */
  const waiting: (() => void)[] = [];

  function connect(incoming: net.Socket): void {
    const outgoing = net.connect(target);
    const pair = [incoming, outgoing] as const;
    pairs.add(pair);
    const end = (): void => {
      pairs.delete(pair);
      for (const each of pair) each.destroy();
    };
    for (const each of pair) each.on('error', end).on('close', end);
    incoming.on('data', (chunk) => outgoing.write(chunk));
    outgoing.on('data', (chunk) => incoming.write(chunk));
  }

  const server = net.createServer((incoming) => {
    incoming.on('error', () => incoming.destroy());
    if (isCut) waiting.push(() => connect(incoming));
    else connect(incoming);
  });
  await new Promise<void>((resolve) => server.listen(0, listenOn, resolve));
  return {
    port: (server.address() as AddressInfo).port,
    cut() {
      isCut = true;
      for (const each of [...pairs].flat()) each.pause();
    },
    join() {
      isCut = false;
      for (const each of [...pairs].flat()) each.resume();
      for (const goOn of waiting.splice(0)) goOn();
    },
    async close() {
      for (const each of [...pairs].flat()) each.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
