import { HUBSPOT_API_VERSION as VERSION } from '../model/hubspot-api.ts';

/** Paths of the REST API, the version in one place. Object types are names (`companies`) or ids (`0-2`). */
export const paths = {
  objects: (type: string) => `/crm/objects/${VERSION}/${type}`,
  batch: (type: string, action: 'read' | 'update' | 'upsert') =>
    `/crm/objects/${VERSION}/${type}/batch/${action}`,
  associateDefault: (from: string, to: string) =>
    `/crm/associations/${VERSION}/${from}/${to}/batch/associate/default`,
  associations: (from: string, to: string) => `/crm/associations/${VERSION}/${from}/${to}/batch/read`,
  properties: (type: string) => `/crm/properties/${VERSION}/${type}`,
  property: (type: string, name: string) => `/crm/properties/${VERSION}/${type}/${encodeURIComponent(name)}`,
  propertyGroups: (type: string) => `/crm/properties/${VERSION}/${type}/groups`,
  lists: `/crm/lists/${VERSION}`,
  listSearch: `/crm/lists/${VERSION}/search`,
  listMembers: (listId: string) => `/crm/lists/${VERSION}/${listId}/memberships`,
  listByName: (objectTypeId: string, name: string) =>
    `/crm/lists/${VERSION}/object-type-id/${objectTypeId}/name/${encodeURIComponent(name)}`,
  /** Workflows have no date version that is more than a beta. */
  flows: '/automation/v4/flows',
  flow: (flowId: string) => `/automation/v4/flows/${encodeURIComponent(flowId)}`,
} as const;
