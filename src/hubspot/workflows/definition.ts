import { OBJECT_TYPE_IDS } from '../../model/hubspot-api.ts';
import { enumerationFilter } from '../lists/index.ts';

/** A workflow of ours: a company's band falls to a worse one, a task is created. */
export interface TaskWorkflow {
  /** Unique in the portal; we find our workflows by it. */
  readonly name: string;
  readonly band: string;
  /** Only companies that were in one of these bands before are enrolled. */
  readonly fromBands: readonly string[];
  /** Changes longer ago are history: a first sync must not flood people with tasks. */
  readonly newsDays: number;
  /** May hold tokens such as `{{ enrolled_object.name }}`. */
  readonly subject: string;
  /** HTML; may hold tokens. */
  readonly body: string;
  readonly priority: 'LOW' | 'MEDIUM' | 'HIGH';
  readonly dueHours: number;
  /** Owner id who gets every task; null: the owner of the company. */
  readonly ownerId: string | null;
  /** The same in our other languages: a portal that has one of them lacks nothing. */
  readonly otherLanguages?: readonly TaskWorkflow[];
}

/** Action "create task". */
const CREATE_TASK = '0-3';
/** Event "a property got a new value". */
const PROPERTY_CHANGED = '4-655002';
/** Association type from a task to its company. */
const TASK_TO_COMPANY = 192;

/** The workflow in HubSpot's words, as `POST /automation/v4/flows` takes it. */
export function flowOf(workflow: TaskWorkflow) {
  return {
    type: 'PLATFORM_FLOW',
    flowType: 'WORKFLOW',
    objectTypeId: OBJECT_TYPE_IDS.companies,
    name: workflow.name,
    isEnabled: true,
    startActionId: '1',
    nextAvailableActionId: '2',
    actions: [createTask(workflow)],
    enrollmentCriteria: enrollment(workflow),
    timeWindows: [],
    blockedDates: [],
    customProperties: {},
    dataSources: [],
  };
}

function createTask({ subject, body, priority, dueHours, ownerId }: TaskWorkflow) {
  return {
    type: 'SINGLE_CONNECTION',
    actionId: '1',
    actionTypeVersion: 0,
    actionTypeId: CREATE_TASK,
    fields: {
      task_type: 'TODO',
      subject,
      body,
      priority,
      use_explicit_associations: 'true',
      associations: [
        {
          target: { associationCategory: 'HUBSPOT_DEFINED', associationTypeId: TASK_TO_COMPANY },
          value: { type: 'ENROLLED_OBJECT' },
        },
      ],
      owner_assignment: {
        type: 'CUSTOM',
        value:
          ownerId === null
            ? { type: 'OBJECT_PROPERTY', propertyName: 'hubspot_owner_id' }
            : { type: 'STATIC_VALUE', staticValue: ownerId },
      },
      due_time: { delta: dueHours, timeUnit: 'HOURS', daysOfWeek: [] },
    },
  };
}

/** Enrols by the event, so that every fall counts once; the refinement says which falls. */
function enrollment({ band, fromBands, newsDays }: TaskWorkflow) {
  return {
    type: 'EVENT_BASED',
    shouldReEnroll: true,
    listMembershipFilterBranches: [],
    eventFilterBranches: [
      {
        filterBranchType: 'UNIFIED_EVENTS',
        filterBranchOperator: 'AND',
        eventTypeId: PROPERTY_CHANGED,
        operator: 'HAS_COMPLETED',
        filterBranches: [],
        filters: [textFilter('hs_name', 'health_band'), textFilter('hs_value', band)],
      },
    ],
    refinementCriteria: {
      filterBranchType: 'AND',
      filterBranchOperator: 'AND',
      filterBranches: [],
      filters: [
        enumerationFilter('health_previous_band', fromBands),
        {
          filterType: 'PROPERTY',
          property: 'health_band_changed_at',
          operation: {
            operationType: 'ROLLING_DATE_RANGE',
            operator: 'IS_LESS_THAN_X_DAYS_AGO',
            numberOfDays: newsDays,
            requiresTimeZoneConversion: false,
            includeObjectsWithNoValueSet: false,
          },
        },
      ],
    },
  };
}

function textFilter(property: string, value: string) {
  return {
    filterType: 'PROPERTY',
    property,
    operation: {
      operationType: 'MULTISTRING',
      operator: 'IS_EQUAL_TO',
      values: [value],
      includeObjectsWithNoValueSet: false,
    },
  };
}
