import { createElement, Fragment } from 'react';

/**
 * What JSX in cards becomes. HubSpot's page brings React but not its newer JSX runtime, which would go into every
 * card; constants of our own, because a minifier shortens those and not members of somebody else's object.
 */
export const element = createElement;
export const fragment = Fragment;
