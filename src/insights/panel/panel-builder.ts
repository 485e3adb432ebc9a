import { AppError } from '../../errors.ts';
import { dayFromNumber } from '../../model/day.ts';
import { GrowingArray } from './growing-array.ts';
import { type Panel, type PanelRow, STAYED } from './panel.ts';

const MOST_SEGMENTS = 0xffff;

/** Builds a {@link Panel} row by row. */
export class PanelBuilder {
  private readonly companies = new Map<string, number>();
  private readonly segments = new Map<string, number>();
  private readonly lostOn = new GrowingArray(Int32Array);
  private readonly company = new GrowingArray(Uint32Array);
  private readonly segment = new GrowingArray(Uint16Array);
  private readonly asOf = new GrowingArray(Int32Array);
  private readonly score = new GrowingArray(Float64Array);
  private readonly arr = new GrowingArray(Float64Array);
  private readonly pulse = new GrowingArray(Float64Array);
  private readonly login = new GrowingArray(Float64Array);
  private readonly leftOut = { afterLoss: 0, notScored: 0 };

  /**
   * Whether the row was taken; one without a score, or of a customer lost already, is only counted.
   * @throws AppError `input-invalid` when rows of one company disagree about the day it was lost.
   */
  add(row: PanelRow): boolean {
    const company = this.companyOf(row);
    if (row.score === null) {
      this.leftOut.notScored += 1;
    } else if (row.asOf >= row.lostOn) {
      this.leftOut.afterLoss += 1;
    } else {
      this.company.push(company);
      this.segment.push(this.segmentOf(row.segment ?? ''));
      this.asOf.push(row.asOf);
      this.score.push(row.score);
      this.arr.push(row.arr);
      this.pulse.push(row.pulse);
      this.login.push(row.daysSinceLastLogin);
      return true;
    }
    return false;
  }

  /** @throws AppError `input-invalid` when a company has two scores of one day. */
  build(): Panel {
    const panel = {
      companies: [...this.companies.keys()],
      segments: [...this.segments.keys()],
      lostOn: this.lostOn.trimmed(),
      rows: this.company.length,
      company: this.company.trimmed(),
      segment: this.segment.trimmed(),
      asOf: this.asOf.trimmed(),
      score: this.score.trimmed(),
      arr: this.arr.trimmed(),
      pulse: this.pulse.trimmed(),
      daysSinceLastLogin: this.login.trimmed(),
      leftOut: this.leftOut,
    };
    assertOnePerDay(panel);
    return panel;
  }

  private companyOf({ companyId, lostOn }: PanelRow): number {
    const known = this.companies.get(companyId);
    if (known === undefined) {
      this.lostOn.push(lostOn);
      this.companies.set(companyId, this.companies.size);
      return this.companies.size - 1;
    }
    if (this.lostOn.at(known) === lostOn) return known;
    const said = [this.lostOn.at(known), lostOn].map((day) =>
      day === STAYED ? 'never' : dayFromNumber(day),
    );
    throw new AppError(
      'input-invalid',
      `Company ${companyId}: its rows disagree about churnedAt (${said.join(' and ')}). ` +
        'Give a customer who came back an id of its own for each time.',
    );
  }

  private segmentOf(name: string): number {
    const known = this.segments.get(name);
    if (known !== undefined) return known;
    if (this.segments.size >= MOST_SEGMENTS) {
      throw new AppError('input-invalid', `More than ${MOST_SEGMENTS} segments; that is no segmentation.`);
    }
    this.segments.set(name, this.segments.size);
    return this.segments.size - 1;
  }
}

function assertOnePerDay({ rows, company, asOf, companies }: Panel): void {
  // Company and day in one sortable number: exact, for both are small.
  const keys = Float64Array.from(
    { length: rows },
    (_, row) => company[row]! * 2 ** 32 + asOf[row]! + 2 ** 31,
  ).sort();
  for (let row = 1; row < rows; row += 1) {
    if (keys[row] !== keys[row - 1]) continue;
    const id = companies[Math.floor(keys[row]! / 2 ** 32)] ?? '';
    const day = dayFromNumber((keys[row]! % 2 ** 32) - 2 ** 31);
    throw new AppError('input-invalid', `Company ${id}: it has two scores of ${day}.`);
  }
}
