export { adoptTasks, type ExpectedTask } from './adopt-tasks.ts';
export { createTasks, type KnownTask, type TasksOutcome } from './create-tasks.ts';
