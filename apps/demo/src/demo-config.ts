import type { SpeechOptions } from '@repartee/core';
import { SPEECH } from './vendors.ts';

/** The configuration that the demo's server sends. */
export interface DemoConfig {
  readonly vendors: readonly {
    readonly id: string;
    /** The emulator's base URL for this vendor; `null` where no emulator runs. */
    readonly emulatorUrl: string | null;
    /** Whether the server has a real key. The key stays on the server. */
    readonly isRealAvailable: boolean;
  }[];
  /** The source of the app's own speech, with the voice for the real vendor. */
  readonly speech: { readonly emulatorUrl: string | null; readonly realVoice: string | null };
}

/** A vendor, real or emulated. */
export interface Choice {
  readonly vendorId: string;
  readonly isReal: boolean;
}

/** Lists each vendor emulated, and real where the server has a key. */
export function listChoices(config: DemoConfig): readonly Choice[] {
  return config.vendors.flatMap(({ id, emulatorUrl, isRealAvailable }) => [
    ...(emulatorUrl === null ? [] : [{ vendorId: id, isReal: false }]),
    ...(isRealAvailable ? [{ vendorId: id, isReal: true }] : []),
  ]);
}

/** Creates the source of the app's own speech for a choice; `null` where there is none. */
export function createSpeech({ speech }: DemoConfig, { isReal }: Choice): SpeechOptions | null {
  const kind = isReal ? 'real' : 'emulated';
  const voice = isReal ? speech.realVoice : 'emulated-voice';
  if (!voice || (!isReal && speech.emulatorUrl === null)) return null;
  return {
    source: SPEECH.createSource(voice, isReal ? undefined : (speech.emulatorUrl ?? undefined)),
    credential: `/api/speech/${kind}/credential`,
  };
}

/** Fetches the configuration. */
export async function fetchDemoConfig(signal: AbortSignal): Promise<DemoConfig> {
  const response = await fetch('/api/config', { signal });
  if (!response.ok) throw new Error(`The server answered with status ${response.status}.`);
  return (await response.json()) as DemoConfig;
}
