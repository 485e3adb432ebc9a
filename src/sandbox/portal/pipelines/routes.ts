import { randomUUID } from 'node:crypto';
import { type z } from 'zod';
import { type Call, created, noContent, ok, type Reply, type Route } from '../http/call.ts';
import { conflict, objectNotFound, validationError } from '../http/errors.ts';
import { parseBody } from '../http/parse.ts';
import { family } from '../http/routes.ts';
import { objectTypeOf } from '../schema/object-types.ts';
import { pipelineCreate, pipelineUpdate, stageCreate, stageUpdate } from './bodies.ts';
import { type Pipeline, type Stage } from './pipeline.ts';

const iso = (ms: number): string => new Date(ms).toISOString();

function presentStage(stage: Stage): object {
  return {
    ...stage,
    createdAt: iso(stage.createdAt),
    updatedAt: iso(stage.updatedAt),
    writePermissions: 'CRM_PERMISSIONS_ENFORCEMENT',
  };
}

function present(pipeline: Pipeline): object {
  const stages = pipeline.stages.filter((stage) => !stage.archived);
  return {
    ...pipeline,
    stages: stages.sort((left, right) => left.displayOrder - right.displayOrder).map(presentStage),
    createdAt: iso(pipeline.createdAt),
    updatedAt: iso(pipeline.updatedAt),
  };
}

function bookOf(call: Call): { typeId: string; pipelines: Map<string, Pipeline> } {
  const typeId = objectTypeOf(call.params.objectType).id;
  const pipelines = call.state.pipelines.get(typeId);
  if (!pipelines) throw validationError(`Object type ${typeId} has no pipelines`);
  return { typeId, pipelines };
}

function pipelineOf(call: Call): Pipeline {
  const pipeline = bookOf(call).pipelines.get(call.params.pipelineId ?? '');
  if (pipeline && !pipeline.archived) return pipeline;
  throw objectNotFound(`Pipeline with id ${call.params.pipelineId} does not exist`);
}

function stageOf(call: Call): Stage {
  const stage = pipelineOf(call).stages.find((each) => each.id === call.params.stageId && !each.archived);
  if (stage) return stage;
  throw objectNotFound(`Pipeline stage with id ${call.params.stageId} does not exist`);
}

/** What the stages of an object type must say about themselves. */
function requireMetadata(typeId: string, metadata: Readonly<Record<string, string>>): void {
  const probability = Number(metadata.probability);
  if (typeId === '0-3' && !(metadata.probability !== undefined && probability >= 0 && probability <= 1)) {
    throw validationError('A deal stage needs metadata.probability between 0 and 1');
  }
  if (typeId === '0-5' && metadata.ticketState !== 'OPEN' && metadata.ticketState !== 'CLOSED') {
    throw validationError('A ticket stage needs metadata.ticketState OPEN or CLOSED');
  }
}

/** A deal stage at 0 or 1 closes the deal. */
function completeMetadata(
  typeId: string,
  metadata: Readonly<Record<string, string>>,
): Record<string, string> {
  requireMetadata(typeId, metadata);
  if (typeId !== '0-3') return { ...metadata };
  const probability = Number(metadata.probability);
  return {
    ...metadata,
    probability: probability.toFixed(1),
    isClosed: String(probability === 0 || probability === 1),
  };
}

function newStage(call: Call, typeId: string, input: z.infer<typeof stageCreate>): Stage {
  const now = call.state.now();
  return {
    id: input.stageId ?? randomUUID(),
    label: input.label,
    displayOrder: input.displayOrder,
    metadata: completeMetadata(typeId, input.metadata),
    createdAt: now,
    updatedAt: now,
    archived: false,
  };
}

function savePipeline(call: Call, pipeline: Pipeline): Pipeline {
  const saved = { ...pipeline, updatedAt: call.state.now() };
  call.state.savePipeline(bookOf(call).typeId, saved);
  return saved;
}

function saveStage(call: Call, stage: Stage): void {
  const pipeline = pipelineOf(call);
  const others = pipeline.stages.filter((each) => each.id !== stage.id);
  savePipeline(call, { ...pipeline, stages: [...others, stage] });
}

function listPipelines(call: Call): Reply {
  const pipelines = [...bookOf(call).pipelines.values()].filter((pipeline) => !pipeline.archived);
  return ok({ results: pipelines.map(present) });
}

function postPipeline(call: Call): Reply {
  const { typeId, pipelines } = bookOf(call);
  const input = parseBody(call, pipelineCreate);
  const id = input.pipelineId ?? randomUUID();
  if (pipelines.has(id)) throw conflict(`Pipeline with id ${id} already exists`);
  const now = call.state.now();
  const pipeline = savePipeline(call, {
    id,
    label: input.label,
    displayOrder: input.displayOrder,
    stages: input.stages.map((stage) => newStage(call, typeId, stage)),
    createdAt: now,
    updatedAt: now,
    archived: false,
  });
  return created(present(pipeline));
}

function replacePipeline(call: Call): Reply {
  const { typeId } = bookOf(call);
  const before = pipelineOf(call);
  const { label, displayOrder, stages } = parseBody(call, pipelineCreate);
  const replaced = stages.map((stage) => newStage(call, typeId, stage));
  return ok(present(savePipeline(call, { ...before, label, displayOrder, stages: replaced })));
}

function patchPipeline(call: Call): Reply {
  const before = pipelineOf(call);
  const change = parseBody(call, pipelineUpdate);
  return ok(
    present(
      savePipeline(call, {
        ...before,
        label: change.label ?? before.label,
        displayOrder: change.displayOrder ?? before.displayOrder,
        archived: change.archived ?? before.archived,
      }),
    ),
  );
}

function deletePipeline(call: Call): Reply {
  savePipeline(call, { ...pipelineOf(call), archived: true });
  return noContent();
}

function postStage(call: Call): Reply {
  const stage = newStage(call, bookOf(call).typeId, parseBody(call, stageCreate));
  if (pipelineOf(call).stages.some((each) => each.id === stage.id)) {
    throw conflict(`Pipeline stage with id ${stage.id} already exists`);
  }
  saveStage(call, stage);
  return created(presentStage(stage));
}

function changeStage(call: Call): Reply {
  const before = stageOf(call);
  const change = parseBody(call, stageUpdate);
  const stage: Stage = {
    ...before,
    label: change.label ?? before.label,
    displayOrder: change.displayOrder ?? before.displayOrder,
    metadata: completeMetadata(bookOf(call).typeId, { ...before.metadata, ...change.metadata }),
    archived: change.archived ?? before.archived,
    updatedAt: call.state.now(),
  };
  saveStage(call, stage);
  return ok(presentStage(stage));
}

function deleteStage(call: Call): Reply {
  saveStage(call, { ...stageOf(call), archived: true });
  return noContent();
}

export function pipelineRoutes(): Route[] {
  const add = family({
    legacy: ['/crm/v3/pipelines'],
    dated: '/crm/pipelines',
    scopes: (call) => {
      const type = objectTypeOf(call.params.objectType);
      return type.id === '0-5' ? ['tickets'] : ['crm.schemas.deals.read', 'crm.objects.deals.read'];
    },
  });
  const stages = '/:objectType/:pipelineId/stages';
  return [
    ...add('GET', '/:objectType', listPipelines),
    ...add('POST', '/:objectType', postPipeline),
    ...add('GET', '/:objectType/:pipelineId', (call) => ok(present(pipelineOf(call)))),
    ...add('PUT', '/:objectType/:pipelineId', replacePipeline),
    ...add('PATCH', '/:objectType/:pipelineId', patchPipeline),
    ...add('DELETE', '/:objectType/:pipelineId', deletePipeline),
    ...add('GET', stages, (call) =>
      ok({
        results: pipelineOf(call)
          .stages.filter((stage) => !stage.archived)
          .map(presentStage),
      }),
    ),
    ...add('POST', stages, postStage),
    ...add('GET', `${stages}/:stageId`, (call) => ok(presentStage(stageOf(call)))),
    ...add('PUT', `${stages}/:stageId`, changeStage),
    ...add('PATCH', `${stages}/:stageId`, changeStage),
    ...add('DELETE', `${stages}/:stageId`, deleteStage),
  ];
}
