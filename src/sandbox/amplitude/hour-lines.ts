/** Busy hours come in several files, as from the vendor. */
const LINES_PER_FILE = 5000;
const FIRST_CAPACITY = 262_144;

/**
 * The lines of an hour as bytes. Texts of millions of events would cost more in garbage collection than in
 * anything else, so each event is put together in here from parts encoded once.
 */
export class HourLines {
  bytes = Buffer.allocUnsafeSlow(FIRST_CAPACITY);
  /** Where the next byte goes. */
  length = 0;
  private lines = 0;
  private ends: number[] = [];

  /** Makes sure that this many bytes fit. */
  reserve(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(this.bytes.length * 2, this.length + more));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }

  /** Adds bytes for which there is room. */
  append(part: Buffer): void {
    this.bytes.set(part, this.length);
    this.length += part.length;
  }

  endLine(): void {
    this.lines += 1;
    if (this.lines % LINES_PER_FILE === 0) this.ends.push(this.length);
  }

  /** The contents of the hour's files, in order; valid until {@link clear}. */
  files(): Buffer[] {
    const ends = this.ends.at(-1) === this.length ? this.ends : [...this.ends, this.length];
    return ends.map((end, index) => this.bytes.subarray(ends[index - 1] ?? 0, end));
  }

  /** Empties it for another hour; the room stays. */
  clear(): void {
    this.length = 0;
    this.lines = 0;
    this.ends = [];
  }
}
