export { createHubSpotApi, type HubSpotApiOptions, type Log } from './api.ts';
