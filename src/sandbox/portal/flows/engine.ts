import { linkTypes } from '../associations/link.ts';
import { type FilterBranch } from '../lists/branch.ts';
import { compileBranch } from '../lists/evaluate.ts';
import { operationTest } from '../lists/operations.ts';
import { readProperty } from '../objects/computed.ts';
import { createRecord } from '../objects/records.ts';
import { type ObjectType, objectTypeOf, TASKS } from '../schema/object-types.ts';
import { type PortalState, type RecordChange } from '../state/portal-state.ts';
import { type StoredRecord } from '../state/record-table.ts';
import { CREATE_TASK_ACTION, taskOf } from './create-task.ts';
import { AppActions } from './app-actions.ts';
import { type Enrolment } from './execution.ts';
import { actionOf, APP_ACTION_PREFIX, type EventBranch, type Flow } from './flow.ts';
import { nextActionId, readableOf } from './values.ts';

/** Event "a property got a new value"; its filters look at `hs_name` and `hs_value`. */
export const PROPERTY_CHANGED_EVENT = '4-655002';

/** Names of the properties that a change gave a new value. */
function changedProperties({ before, after }: RecordChange): string[] {
  const names = new Set([...Object.keys(before?.properties ?? {}), ...Object.keys(after.properties)]);
  return [...names].filter((name) => before?.properties[name] !== after.properties[name]);
}

function eventHappened(branch: EventBranch, change: RecordChange, now: number): boolean {
  if (branch.eventTypeId !== PROPERTY_CHANGED_EVENT || branch.filters.length === 0) return false;
  const tests = branch.filters.map((filter) => ({ property: filter.property, test: operationTest(filter) }));
  return changedProperties(change).some((name) => {
    const event: Readonly<Record<string, string | null>> = {
      hs_name: name,
      hs_value: change.after.properties[name] ?? null,
    };
    return tests.every(({ property, test }) => test(event[property] ?? null, now));
  });
}

/** Workflows react to values of properties (event 4-655002) and to filters that a record starts to meet. */
class FlowEngine {
  readonly appActions: AppActions;
  readonly #state: PortalState;
  #running = false;

  constructor(state: PortalState, actionRetryMs: number) {
    this.#state = state;
    this.appActions = new AppActions(state, actionRetryMs, (enrolment, behind) =>
      this.#walk(enrolment, nextActionId(behind, readableOf(state, enrolment))),
    );
  }

  changed(change: RecordChange): void {
    if (this.#running || change.after.archivedAt !== null) return;
    for (const flow of [...this.#state.flows.values()]) {
      if (this.#enrols(flow, change)) this.#run(flow, change.type, change.after);
    }
  }

  #enrols(flow: Flow, change: RecordChange): boolean {
    const { definition } = flow;
    const criteria = definition.enrollmentCriteria;
    if (!definition.isEnabled || !criteria || objectTypeOf(definition.objectTypeId) !== change.type)
      return false;
    if (!criteria.shouldReEnroll && flow.enrolled.includes(change.after.id)) return false;
    if (criteria.type === 'EVENT_BASED') {
      const now = this.#state.now();
      const happened = criteria.eventFilterBranches.some((branch) => eventHappened(branch, change, now));
      return happened && this.#meets(criteria.refinementCriteria, change.type, change.after);
    }
    return criteria.type === 'LIST_BASED' && this.#startsToMatch(flow, change);
  }

  /** Whether the record meets the flow's filters now and did not before. */
  #startsToMatch(flow: Flow, { type, before, after }: RecordChange): boolean {
    const branch = flow.definition.enrollmentCriteria?.listFilterBranch;
    if (!branch) return false;
    return this.#meets(branch, type, after) && (before === null || !this.#meets(branch, type, before));
  }

  /** Whether a record meets filters; without any it does. */
  #meets(branch: FilterBranch | undefined, type: ObjectType, record: StoredRecord): boolean {
    if (branch === undefined) return true;
    const read = (name: string) => readProperty(this.#state, type, record, name);
    return compileBranch(branch)(read, this.#state.now());
  }

  #run(flow: Flow, type: ObjectType, record: StoredRecord): void {
    const enrolment = { flowId: flow.id, typeId: type.id, recordId: record.id, passed: [], outputs: {} };
    this.#walk(enrolment, flow.definition.startActionId);
    if (flow.definition.enrollmentCriteria?.shouldReEnroll !== true) this.#remember(flow, record.id);
  }

  /** Does the actions in the order in which they are connected, up to one that an app has to answer. */
  #walk(from: Enrolment, actionId: string | undefined): void {
    const action = actionOf(this.#state.flows.get(from.flowId), actionId);
    const type = objectTypeOf(from.typeId);
    const record = this.#state.table(type.id).get(from.recordId);
    if (!action || from.passed.includes(action.actionId)) return;
    if (record === undefined || record.archivedAt !== null) return;
    const enrolment = { ...from, passed: [...from.passed, action.actionId] };
    if (action.actionTypeId?.startsWith(APP_ACTION_PREFIX)) {
      this.appActions.begin(enrolment, action.actionId);
      return;
    }
    if (action.actionTypeId === CREATE_TASK_ACTION) {
      this.#quietly(() => this.#createTask(action.fields, type, record));
    }
    this.#walk(enrolment, nextActionId(action, readableOf(this.#state, enrolment)));
  }

  #createTask(fields: Readonly<Record<string, unknown>>, type: ObjectType, record: StoredRecord): void {
    const read = (name: string) => readProperty(this.#state, type, record, name);
    const plan = taskOf(fields, read, this.#state.now());
    const task = createRecord(this.#state, TASKS, plan.values, 'AUTOMATION_PLATFORM');
    const target = { typeId: type.id, id: record.id };
    for (const typeId of plan.associationTypeIds) {
      const kind = this.#state.associations.type(typeId);
      const fits = kind?.from === TASKS.id && kind.to === type.id;
      if (fits) linkTypes(this.#state, { typeId: TASKS.id, id: task.id }, target, [typeId]);
    }
  }

  /** What a workflow itself changes enrols nothing, so that workflows cannot set each other off for ever. */
  #quietly(work: () => void): void {
    this.#running = true;
    try {
      work();
    } finally {
      this.#running = false;
    }
  }

  #remember(flow: Flow, recordId: string): void {
    const updated = { ...flow, enrolled: [...flow.enrolled, recordId] };
    this.#state.flows.set(flow.id, updated);
    this.#state.journal.put('flow', flow.id, updated);
  }
}

/** Runs the workflows of a portal from now on: every change of a record may enrol it. */
export function startFlows(state: PortalState, actionRetryMs: number): AppActions {
  const engine = new FlowEngine(state, actionRetryMs);
  state.onChange((change) => engine.changed(change));
  engine.appActions.resume();
  return engine.appActions;
}
