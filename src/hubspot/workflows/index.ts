export { type TaskWorkflow } from './definition.ts';
export { ensureWorkflows, inAllLanguages, workflowsByName, type WorkflowState } from './ensure-workflows.ts';
