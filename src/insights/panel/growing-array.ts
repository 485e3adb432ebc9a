type Numbers = Int32Array | Uint32Array | Uint16Array | Float64Array;
type NumbersType<Kind extends Numbers> = new (length: number) => Kind;

/** A typed array that grows as numbers are added. */
export class GrowingArray<Kind extends Numbers> {
  length = 0;
  private readonly kind: NumbersType<Kind>;
  private values: Kind;

  constructor(kind: NumbersType<Kind>) {
    this.kind = kind;
    this.values = new kind(1024);
  }

  push(value: number): void {
    if (this.length === this.values.length) {
      const larger = new this.kind(this.length * 2);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.length++] = value;
  }

  at(index: number): number {
    return this.values[index] ?? Number.NaN;
  }

  /** What was added, without room to spare. */
  trimmed(): Kind {
    return this.values.slice(0, this.length) as Kind;
  }
}
