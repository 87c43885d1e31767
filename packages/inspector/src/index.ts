export { connectInspector } from './source/connectInspector.ts';
export type { ConnectInspectorOptions } from './source/connectInspector.ts';
export { Inspector } from './parts/Inspector.tsx';
export type { InspectorProps } from './parts/Inspector.tsx';
export { InspectorFile } from './parts/InspectorFile.tsx';
export type { InspectorFileProps } from './parts/InspectorFile.tsx';
