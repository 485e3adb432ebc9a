export { type TaskWorkflow } from './definition.ts';
export { ensureWorkflows, workflowsByName, type WorkflowState } from './ensure-workflows.ts';
