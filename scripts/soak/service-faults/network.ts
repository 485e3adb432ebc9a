import { execFileSync } from 'node:child_process';
import { type Address, type Forwarder, startForwarder } from './forwarder.ts';

/** Where a process runs and how it reaches the others. */
export interface Place {
  /** Put before the command of a process, so that it runs there. */
  readonly prefix: readonly string[];
  /** Address of the database or the portal as seen from there. */
  reach(target: Address): Promise<Address>;
  /** Nothing goes out or comes in any more, and nobody is told. */
  cut(): void;
  join(): void;
}

/** A database and workers that can be cut off one by one. */
export interface Network {
  readonly kind: 'namespaces' | 'proxies';
  readonly database: { readonly host: string; readonly prefix: readonly string[] };
  readonly workers: readonly Place[];
  close(): Promise<void>;
}

/** Each in a network namespace of its own where this user may make them; else behind proxies on loopback. */
export async function openNetwork(workers: number): Promise<Network> {
  return openNamespaces(workers) ?? openProxies(workers);
}

const ip = (...args: string[]): void => void execFileSync('ip', args, { stdio: 'ignore' });

function openNamespaces(workers: number): Network | null {
  const name = `pulso${process.pid % 10_000}`;
  const subnet = `10.213.${process.pid % 250}`;
  const forwarders: Forwarder[] = [];
  const made: string[][] = [];
  const remove = (): void => made.reverse().forEach((args) => ip(...args));

  function makeHost(host: string, number: number) {
    const [space, cable] = [`${name}-${host}`, `${name}${host}`];
    ip('netns', 'add', space);
    made.push(['netns', 'del', space]);
    ip('link', 'add', cable, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', space);
    ip('link', 'set', cable, 'master', name, 'up');
    ip('-n', space, 'addr', 'add', `${subnet}.${number}/24`, 'dev', 'eth0');
    for (const device of ['lo', 'eth0']) ip('-n', space, 'link', 'set', device, 'up');
    return { prefix: ['ip', 'netns', 'exec', space], cable, host: `${subnet}.${number}` };
  }

  function makeWorker(index: number): Place {
    const { prefix, cable } = makeHost(`w${index}`, 20 + index);
    return {
      prefix,
      async reach(target) {
        if (target.host !== '127.0.0.1') return target;
        const host = `${subnet}.1`;
        const forwarder = await startForwarder(target, host);
        forwarders.push(forwarder);
        return { host, port: forwarder.port };
      },
      cut: () => ip('link', 'set', cable, 'nomaster'),
      join: () => ip('link', 'set', cable, 'master', name),
    };
  }

  try {
    ip('link', 'add', name, 'type', 'bridge');
    made.push(['link', 'del', name]);
    ip('addr', 'add', `${subnet}.1/24`, 'dev', name);
    ip('link', 'set', name, 'up');
    const database = makeHost('db', 10);
    const places = Array.from({ length: workers }, (_, index) => makeWorker(index));
    return {
      kind: 'namespaces',
      database,
      workers: places,
      async close() {
        for (const each of forwarders) await each.close();
        remove();
      },
    };
  } catch {
    remove();
    return null;
  }
}

function openProxies(workers: number): Network {
  const host = '127.0.0.1';
  const forwarders: Forwarder[] = [];
  const makeWorker = (): Place => {
    const own: Forwarder[] = [];
    return {
      prefix: [],
      async reach(target) {
        const forwarder = await startForwarder(target, host);
        own.push(forwarder);
        forwarders.push(forwarder);
        return { host, port: forwarder.port };
      },
      cut: () => own.forEach((each) => each.cut()),
      join: () => own.forEach((each) => each.join()),
    };
  };
  return {
    kind: 'proxies',
    database: { host, prefix: [] },
    workers: Array.from({ length: workers }, makeWorker),
    async close() {
      for (const each of forwarders) await each.close();
    },
  };
}
