import { httpFuzzSuite } from './http-fuzz/suite.ts';
import { mappingFuzzSuite } from './mapping-fuzz/suite.ts';
import { serviceFaultsSuite } from './service-faults/suite.ts';
import { type SoakSuite } from './suite.ts';
import { writeBackSuite } from './write-back/suite.ts';

/** Every soak suite, one line each. */
export const SUITES: readonly SoakSuite[] = [
  writeBackSuite,
  mappingFuzzSuite,
  httpFuzzSuite,
  serviceFaultsSuite,
];
