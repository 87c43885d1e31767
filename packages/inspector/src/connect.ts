export { connectInspector } from './source/connectInspector.ts';
export type { ConnectInspectorOptions } from './source/connectInspector.ts';
