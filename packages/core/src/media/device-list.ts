import { createIsolatedStore, followWhileSubscribed } from '../util/readable-store.ts';
import type { ReadableStore } from '../util/readable-store.ts';

/** A microphone, a speaker or a camera. */
export interface AudioDevice {
  readonly id: string;
  /** The label that the browser gives it. */
  readonly label: string;
}

/** The devices of the machine, as far as the browser tells. */
export interface AudioDevices {
  readonly microphones: readonly AudioDevice[];
  readonly speakers: readonly AudioDevice[];
  readonly cameras: readonly AudioDevice[];
}

const NONE: AudioDevices = { microphones: [], speakers: [], cameras: [] };

/** Chromium's own entries for what the system has chosen, which choosing nothing follows as well. */
const ALIASES = new Set(['', 'default', 'communications']);

/** Tells whether this browser can play on another device than the system's default. */
export function canSelectSpeaker(): boolean {
  return (
    (typeof AudioContext === 'function' && 'setSinkId' in AudioContext.prototype) ||
    (typeof HTMLMediaElement === 'function' && 'setSinkId' in HTMLMediaElement.prototype)
  );
}

/** A list of devices that can be followed. */
export interface DeviceList {
  readonly store: ReadableStore<AudioDevices>;
  /** Asks the browser again. It names no device before the page may use a microphone, and does not tell when it may. */
  refresh(): Promise<void>;
}

/**
 * Follows which devices there are, from the first subscription on. Only what can be chosen is listed: a browser that has
 * not been asked for the microphone yet names nothing, and no camera before one was allowed.
 */
export function createDeviceList(): DeviceList {
  const { store, set } = createIsolatedStore(NONE);
  const refresh = async () => {
    // Without devices that may be listed, nothing can be chosen.
    const found =
      (await mediaDevices()
        ?.enumerateDevices()
        .catch(() => [])) ?? [];
    const next = {
      microphones: namesOf(found, 'audioinput'),
      speakers: namesOf(found, 'audiooutput'),
      cameras: namesOf(found, 'videoinput'),
    };
    if (JSON.stringify(next) !== JSON.stringify(store.getState())) set(next);
  };
  const onChange = () => void refresh();
  const followed = followWhileSubscribed(store, () => {
    mediaDevices()?.addEventListener('devicechange', onChange);
    return () => mediaDevices()?.removeEventListener('devicechange', onChange);
  });
  return {
    refresh,
    store: {
      ...followed,
      subscribe(listener) {
        onChange();
        return followed.subscribe(listener);
      },
    },
  };
}

/** Looked up when it is needed: on a server, and on a page that is not secure, there are none. */
function mediaDevices(): MediaDevices | undefined {
  return globalThis.navigator?.mediaDevices;
}

function namesOf(devices: readonly MediaDeviceInfo[], kind: MediaDeviceKind): readonly AudioDevice[] {
  // Firefox can list two monitors with the same id. An id selects one device, so only the first one is listed.
  const byId = new Map<string, AudioDevice>();
  for (const { kind: found, deviceId: id, label } of devices)
    if (found === kind && !ALIASES.has(id) && !byId.has(id)) byId.set(id, { id, label });
  return [...byId.values()];
}
