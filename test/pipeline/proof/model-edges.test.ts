import { edgesOf } from '../../../src/pipeline/proof/model-edges.ts';
import { portalModel } from '../../../src/scoring/models/portal-model.ts';

const SHIPPED = [
  ['three-dimension', { redBelow: 40, greenFrom: 80 }],
  ['four-metric', { redBelow: 41, greenFrom: 71 }],
  ['impact-frequency', { redBelow: 41, greenFrom: 71 }],
] as const;

test.each(SHIPPED)('of %s: red ends where the next band begins, orange or not', (modelId, edges) => {
  const model = portalModel({ modelId }, null);
  expect(edgesOf(model)).toEqual(edges);
  expect(edgesOf({ bands: model.bands.toReversed() })).toEqual(edges);
});

test('bands that a portal moved move the edges', () => {
  const bands = { yellow: 55, green: 90 };
  const modelChanges = { changes: { bands }, revision: 1 };
  const edges = edgesOf(portalModel({ modelId: 'four-metric', modelChanges }, null));
  expect(edges).toEqual({ redBelow: 55, greenFrom: 90 });
});
