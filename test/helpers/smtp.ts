import net, { type AddressInfo } from 'node:net';

/** A mail server on loopback that holds the conversation of RFC 5321 and keeps what it is given. */
export interface SmtpServer {
  readonly port: number;
  readonly envelopes: readonly { readonly from: string; readonly to: readonly string[] }[];
  /** Headers and body as they came over the line. */
  readonly messages: readonly string[];
  /** Answers every further recipient with this. */
  refuse(answer: string): void;
  close(): Promise<void>;
}

interface Mail {
  from: string;
  to: string[];
}

export async function startSmtpServer(): Promise<SmtpServer> {
  const envelopes: Mail[] = [];
  const messages: string[] = [];
  const sockets = new Set<net.Socket>();
  let refusal: string | null = null;

  function converse(socket: net.Socket): void {
    let text = '';
    let mail: Mail = { from: '', to: [] };
    let inData = false;
    const say = (line: string): void => void socket.write(`${line}\r\n`);

    function command(line: string): void {
      const verb = line.slice(0, 4).toUpperCase();
      const address = /<([^>]*)>/.exec(line)?.[1] ?? '';
      if (verb === 'EHLO' || verb === 'HELO') say('250 loopback');
      else if (verb === 'MAIL') {
        mail = { from: address, to: [] };
        say('250 ok');
      } else if (verb === 'RCPT') {
        mail.to.push(address);
        say(refusal ?? '250 ok');
      } else if (verb === 'DATA') {
        inData = true;
        say('354 end with a dot');
      } else if (verb === 'QUIT') {
        say('221 bye');
        socket.end();
      } else say('250 ok');
    }

    function read(): void {
      const end = text.indexOf(inData ? '\r\n.\r\n' : '\r\n');
      if (end < 0) return;
      const part = text.slice(0, end);
      text = text.slice(end + (inData ? 5 : 2));
      if (inData) {
        inData = false;
        envelopes.push(mail);
        messages.push(part);
        say('250 taken');
      } else command(part);
      read();
    }

    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
      read();
    });
    say('220 loopback ready');
  }

  const server = net.createServer(converse);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    envelopes,
    messages,
    refuse: (answer) => void (refusal = answer),
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
