export { interactive } from './interactive.ts';
export { createHubSpotApi, type HubSpotApiOptions, type Log } from './api.ts';
