/*
 * The module of a live conversation: the rules of a second connection, and the watches over the path, the network
 * and the page. It is fetched when a session goes live, while the network is there.
 */
export { continuityRules } from '../session/continuity-rules.ts';
export { EnvironmentWatch } from './environment-watch.ts';
export { PathWatch } from './path-watch.ts';
export { Summarizer } from './summarizer.ts';
