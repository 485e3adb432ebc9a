import { type IncomingMessage, type ServerResponse } from 'node:http';

export interface PlannedFault {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Faults a test server plays: whole answers planned ahead, or bodies cut off in the middle. */
export class Faults {
  readonly #planned: PlannedFault[] = [];
  #always: PlannedFault | null = null;
  #truncations = 0;

  /** The next requests get these answers, one each. */
  plan(...faults: readonly PlannedFault[]): void {
    this.#planned.push(...faults);
  }

  /** Every request gets this answer until {@link clear}. */
  always(fault: PlannedFault): void {
    this.#always = fault;
  }

  /** So many bodies end in the middle: the length is announced and half of it sent. */
  truncateBodies(count: number): void {
    this.#truncations = count;
  }

  clear(): void {
    this.#planned.length = 0;
    this.#always = null;
    this.#truncations = 0;
  }

  /** Answers the request when a fault is due; false when it should be answered properly. */
  intercept(_request: IncomingMessage, response: ServerResponse): boolean {
    const fault = this.#always ?? this.#planned.shift();
    if (fault === undefined) return false;
    response.writeHead(fault.status, fault.headers).end(fault.body ?? '');
    return true;
  }

  /** Sends a proper answer, unless its body is to be cut off. */
  send(response: ServerResponse, body: Buffer, headers: Readonly<Record<string, string>>): void {
    response.writeHead(200, { ...headers, 'content-length': body.byteLength });
    if (this.#truncations <= 0) return void response.end(body);
    this.#truncations -= 1;
    response.write(body.subarray(0, body.byteLength >> 1), () => response.destroy());
  }
}
