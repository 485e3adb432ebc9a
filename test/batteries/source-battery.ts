import { AppError } from '../../src/errors.ts';
import { type Page, type Source } from '../../src/model/source.ts';
import { Faults } from './faults.ts';
import { pullAll, streamOf } from './pull.ts';
import { storedState } from './stored-state.ts';

/** A source that holds records over at least two pages, one of them bad. */
export interface SourceHarness {
  readonly source: Source;
  readonly close: () => Promise<void>;
}

/** A source with a server behind it. */
export interface HttpHarness extends SourceHarness {
  /** The same source with credentials that are refused. */
  readonly unauthorized: Source;
  /** Makes the server refuse every token handed out so far, where tokens expire. */
  readonly expireTokens?: () => void;
}

export interface StreamOptions {
  start(): Promise<SourceHarness>;
  /** Stream that holds the records. */
  readonly stream: string;
  /** Id of the record with a field of the wrong type. */
  readonly badRecord: string;
}

export interface BatteryOptions extends Omit<StreamOptions, 'start'> {
  /** @param sleep stands for waiting, so that retries take no time */
  start(faults: Faults, sleep: (ms: number) => Promise<void>): Promise<HttpHarness>;
  /** Part of the error for refused credentials: what to check. */
  readonly credentials: string;
  /** The vendor hands out tokens that expire; {@link HttpHarness.expireTokens} is there. */
  readonly expiringTokens?: boolean;
  /** A success without a byte means "nothing there" to this vendor. */
  readonly emptyIsValid?: boolean;
}

/** What every source with a vendor's server behind it has to do. */
export function sourceBattery(name: string, options: BatteryOptions): void {
  const noFaults = new Faults();
  streamBattery(name, { ...options, start: () => options.start(noFaults, async () => undefined) });
  serverBattery(name, options);
}

/** What every source has to do, wherever it reads from. */
export function streamBattery(name: string, options: StreamOptions): void {
  describe(`${name}: stream battery`, () => {
    let harness: SourceHarness;
    beforeEach(async () => {
      harness = await options.start();
    });
    afterEach(() => harness.close());

    const stream = () => streamOf(harness.source, options.stream);

    test('pages to the end, and every cursor survives its own schema', async () => {
      const pages = await pullAll(stream());
      expect(pages.length).toBeGreaterThan(1);
      expect(pages.reduce((sum, page) => sum + page.read, 0)).toBeGreaterThan(2);
      for (const page of pages) {
        const stored: unknown = JSON.parse(JSON.stringify(page.cursor));
        expect(stream().cursor.parse(stored)).toEqual(page.cursor);
      }
    });

    test('reads the same pages twice from the same place', async () => {
      expect(await pullAll(stream())).toEqual(await pullAll(stream()));
    });

    test('a page stored twice changes nothing', async () => {
      const pages = await pullAll(stream());
      expect(storedState(pages.flatMap((page) => [page, page]))).toEqual(storedState(pages));
    });

    test('resumed behind any page it ends with the same data as in one go', async () => {
      const whole = await pullAll(stream());
      for (let stop = 1; stop < whole.length; stop += 1) {
        const start = await pullAll(stream(), null, { limit: stop });
        const rest = await pullAll(stream(), start.at(-1)?.cursor);
        expect(storedState([...start, ...rest])).toEqual(storedState(whole));
      }
    });

    test('read again behind its end it changes nothing', async () => {
      const whole = await pullAll(stream());
      const again = await pullAll(stream(), whole.at(-1)?.cursor);
      expect(storedState([...whole, ...again])).toEqual(storedState(whole));
    });

    test('a field of the wrong type costs its record only', async () => {
      const pages = await pullAll(stream());
      const quarantined = pages.flatMap((page) => page.quarantined ?? []);
      const entry = quarantined.find((each) => each.recordId === options.badRecord);
      expect(entry?.stream).toBe(options.stream);
      expect(entry?.reason).not.toBe('');
      expect(JSON.stringify(storedState(pages))).not.toContain(JSON.stringify(options.badRecord));
    });

    test('stops when it is told to', async () => {
      const signal = AbortSignal.abort();
      await expect(pullAll(stream(), null, { signal })).rejects.toMatchObject({ code: 'cancelled' });
    });
  });
}

/** How a source has to meet the failures of a server. */
function serverBattery(name: string, options: BatteryOptions): void {
  describe(`${name}: server battery`, () => {
    const faults = new Faults();
    let waits: number[];
    let harness: HttpHarness;

    beforeEach(async () => {
      faults.clear();
      waits = [];
      harness = await options.start(faults, async (ms) => void waits.push(ms));
    });
    afterEach(() => harness.close());

    const stream = () => streamOf(harness.source, options.stream);

    test('a rate limit is waited for as long as asked', async () => {
      const undisturbed = await pullAll(stream());
      faults.plan({ status: 429, headers: { 'retry-after': '7' } }, { status: 429 });
      expect(await pullAll(stream())).toEqual(undisturbed);
      expect(waits[0]).toBe(7000);
      expect(waits).toHaveLength(2);
    });

    test('a server error is tried again', async () => {
      const undisturbed = await pullAll(stream());
      faults.plan({ status: 500, body: 'oops' }, { status: 503 });
      expect(await pullAll(stream())).toEqual(undisturbed);
      expect(waits).toHaveLength(2);
    });

    test.each([
      [429, 'rate-limited'],
      [503, 'upstream-unavailable'],
    ])('%d without end gives up as %s after several attempts', async (status, code) => {
      faults.always({ status });
      const { error, pages } = await readUntilError(harness.source, options.stream);
      expect(error.code).toBe(code);
      expect(pages).toEqual([]);
      expect(waits.length).toBeGreaterThan(2);
      expect(waits.length).toBeLessThan(20);
    });

    test('refused credentials end the pull at once and are named', async () => {
      const { error, pages } = await readUntilError(harness.unauthorized, options.stream);
      expect(error.code).toBe('unauthorized');
      expect(error.message).toContain(options.credentials);
      expect(pages).toEqual([]);
      expect(waits).toEqual([]);
    });

    test('a missing right ends the pull at once', async () => {
      faults.always({ status: 403, body: 'no' });
      const { error } = await readUntilError(harness.source, options.stream);
      expect(error.code).toBe('forbidden');
      expect(waits).toEqual([]);
    });

    if (options.expiringTokens === true) {
      test('a token that expires on the way is renewed, and nothing is lost', async () => {
        const undisturbed = await pullAll(stream());
        const pages = await pullAll(stream(), null, { onPage: () => harness.expireTokens?.() });
        expect(pages).toEqual(undisturbed);
        expect(waits).toEqual([]);
      });
    }

    test('a body cut off in the middle is read again', async () => {
      const undisturbed = await pullAll(stream());
      faults.truncateBodies(1);
      expect(await pullAll(stream())).toEqual(undisturbed);
      expect(waits).toHaveLength(1);
    });

    test('bodies cut off every time end without a page, so the cursor stays', async () => {
      faults.truncateBodies(Number.POSITIVE_INFINITY);
      const { error, pages } = await readUntilError(harness.source, options.stream);
      expect(error.code).toBe('upstream-unavailable');
      expect(pages).toEqual([]);
    });

    test('bodies cut off behind the first page leave the cursor there, and the next run ends the work', async () => {
      const undisturbed = await pullAll(stream());
      const cutOff = () => faults.truncateBodies(Number.POSITIVE_INFINITY);
      const { error, pages } = await readUntilError(harness.source, options.stream, cutOff);
      expect(error.code).toBe('upstream-unavailable');
      // A source may have read ahead before the fault; never past it.
      expect(pages.length).toBeGreaterThan(0);
      expect(pages.length).toBeLessThan(undisturbed.length);
      expect(pages).toEqual(undisturbed.slice(0, pages.length));
      faults.clear();
      const rest = await pullAll(stream(), pages.at(-1)?.cursor);
      expect(storedState([...pages, ...rest])).toEqual(storedState(undisturbed));
    });

    const garbage = ['', 'Not Found', '{"ok":true}', '<html>maintenance</html>'];
    test.each(garbage.filter((body) => body !== '' || options.emptyIsValid !== true))(
      'a success with the body %j ends as invalid without a page',
      async (body) => {
        faults.always({ status: 200, body });
        const { error, pages } = await readUntilError(harness.source, options.stream);
        expect(error.code).toBe('upstream-invalid');
        expect(error.message).toContain(harness.source.meta.title);
        expect(pages).toEqual([]);
      },
    );

    test('an unreachable server is an error with a remedy', async () => {
      await harness.close();
      const { error } = await readUntilError(harness.source, options.stream);
      expect(error.code).toBe('upstream-unavailable');
      expect(error.message).toContain('address');
    });
  });
}

async function readUntilError(
  source: Source,
  name: string,
  afterPage?: () => void,
): Promise<{ error: AppError; pages: Page<unknown>[] }> {
  const pages: Page<unknown>[] = [];
  const onPage = (page: Page<unknown>) => {
    pages.push(page);
    afterPage?.();
  };
  try {
    await pullAll(streamOf(source, name), null, { onPage });
  } catch (error) {
    if (error instanceof AppError) return { error, pages };
    throw error;
  }
  throw new Error('the pull was expected to fail');
}
