export { type ExplainOptions, explainChange } from './change.ts';
export { type Cost, topCosts } from './costs.ts';
export { dimensionChanges } from './dimensions.ts';
