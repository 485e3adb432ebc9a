import { randomUUID } from 'node:crypto';
import { objectTypeOf } from '../schema/object-types.ts';
import { type PortalState } from '../state/portal-state.ts';
import { executeAction } from './action-caller.ts';
import { type Enrolment, type Execution } from './execution.ts';
import { actionOf, APP_ACTION_PREFIX, type FlowAction } from './flow.ts';
import { readableOf, valueOf } from './values.ts';

/** Where a record goes on, behind the action that it waited at. */
type GoOn = (enrolment: Enrolment, behind: FlowAction) => void;

/** Has apps execute their actions. Who waits for one is on disk, and asked for again by the next portal. */
export class AppActions {
  readonly #state: PortalState;
  readonly #retryMs: number;
  readonly #goOn: GoOn;
  readonly #calls = new Set<Promise<void>>();
  readonly #closing = new AbortController();

  constructor(state: PortalState, retryMs: number, goOn: GoOn) {
    this.#state = state;
    this.#retryMs = retryMs;
    this.#goOn = goOn;
  }

  begin(enrolment: Enrolment, actionId: string): void {
    const callbackId = `ap-${this.#state.portalId}-${randomUUID()}`;
    const execution = { ...enrolment, callbackId, actionId, isBlocked: false };
    this.#keep(execution);
    this.#start(execution);
  }

  /** Ends a record's wait with what the action gave; a second time nothing happens. */
  complete(callbackId: string, given: Readonly<Record<string, string>>): void {
    const execution = this.#state.executions.get(callbackId);
    if (!execution) return;
    this.#state.executions.delete(callbackId);
    this.#state.journal.remove('execution', callbackId);
    const { flowId, typeId, recordId, passed, actionId } = execution;
    const outputs = { ...execution.outputs, [actionId]: given };
    const action = this.#actionOf(execution);
    if (action) this.#goOn({ flowId, typeId, recordId, passed, outputs }, action);
  }

  /** Asks again what was not answered when the last portal ended. */
  resume(): void {
    for (const execution of [...this.#state.executions.values()]) {
      if (!execution.isBlocked) this.#start(execution);
    }
  }

  /** Resolves when no app is asked any more. */
  async settled(): Promise<void> {
    while (this.#calls.size > 0) await Promise.all(this.#calls);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.settled();
  }

  #actionOf({ flowId, actionId }: Execution): FlowAction | undefined {
    return actionOf(this.#state.flows.get(flowId), actionId);
  }

  #keep(execution: Execution): void {
    this.#state.executions.set(execution.callbackId, execution);
    this.#state.journal.put('execution', execution.callbackId, execution);
  }

  #start(execution: Execution): void {
    const call = this.#call(execution)
      // Only the end of the portal breaks a call off; the next portal begins it again.
      .catch(() => undefined)
      .finally(() => this.#calls.delete(call));
    this.#calls.add(call);
  }

  async #call(execution: Execution): Promise<void> {
    const { callbackId } = execution;
    const action = this.#actionOf(execution);
    const provided = this.#state.workflowActions.get(action?.actionTypeId ?? '');
    if (!action || !provided) {
      this.complete(callbackId, {});
      return;
    }
    const body = JSON.stringify(this.#bodyOf(execution, action));
    const options = { retryMs: this.#retryMs, signal: this.#closing.signal };
    const { isBlocked, outputs } = await executeAction(provided.actionUrl, body, options);
    if (!isBlocked) this.complete(callbackId, outputs);
    // The app may have completed the callback before its answer came.
    else if (this.#state.executions.has(callbackId)) this.#keep({ ...execution, isBlocked });
    await this.#state.journal.flush();
  }

  #bodyOf(execution: Execution, { actionTypeId = '', actionTypeVersion = 1, fields }: FlowAction): object {
    const readable = readableOf(this.#state, execution);
    const values = Object.entries(fields).map(([name, field]) => [name, valueOf(field, readable)]);
    return {
      callbackId: execution.callbackId,
      origin: {
        portalId: this.#state.portalId,
        actionDefinitionId: Number(actionTypeId.slice(APP_ACTION_PREFIX.length)),
        actionDefinitionVersion: actionTypeVersion,
      },
      context: { source: 'WORKFLOWS', workflowId: Number(execution.flowId) },
      object: {
        objectId: Number(execution.recordId),
        objectType: objectTypeOf(execution.typeId).singular.toUpperCase(),
      },
      inputFields: Object.fromEntries(values) as object,
    };
  }
}
