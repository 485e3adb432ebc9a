export { createTasks, type KnownTask, type TasksOutcome } from './create-tasks.ts';
