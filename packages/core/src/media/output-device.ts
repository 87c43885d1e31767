import { createLazy } from '../util/lazy.ts';
import type { Scope } from '../util/scope.ts';
import type { OutputRoute } from './output-route.ts';
import type { Speaker } from './speaker-port.ts';

const part = createLazy(() => import('./output-route.ts'));

/** Makes the choice of a device for what an audio graph plays. Most conversations never make one, so the code for it is loaded with the first choice. */
export function createOutputDevice(output: AudioNode, scope: Scope): NonNullable<Speaker['setDevice']> {
  let route: OutputRoute | null = null;
  return async (deviceId, onLost) => {
    const { OutputRoute } = await part.load();
    route ??= new OutputRoute(output, scope);
    return route.setDevice(deviceId, onLost);
  };
}
