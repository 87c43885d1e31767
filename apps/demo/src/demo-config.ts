import type { SpeechOptions } from '@repartee/core';
import { SPEECH } from './vendors.ts';

/** What the page is told by its server. */
export interface DemoConfig {
  readonly vendors: readonly {
    readonly id: string;
    /** The base URL under which the emulator speaks as this vendor; `null` where no emulator runs. */
    readonly emulatorUrl: string | null;
    /** Whether the server has a real key. The key itself never comes here. */
    readonly isRealAvailable: boolean;
  }[];
  /** Who speaks the page's own words: likewise, with the voice to be used for real. */
  readonly speech: { readonly emulatorUrl: string | null; readonly realVoice: string | null };
}

/** Whom the page talks to. */
export interface Choice {
  readonly vendorId: string;
  readonly isReal: boolean;
}

/** Lists all that the page can offer: each vendor as the emulator plays it, and for real where the server has a key. */
export function listChoices(config: DemoConfig): readonly Choice[] {
  return config.vendors.flatMap(({ id, emulatorUrl, isRealAvailable }) => [
    ...(emulatorUrl === null ? [] : [{ vendorId: id, isReal: false }]),
    ...(isRealAvailable ? [{ vendorId: id, isReal: true }] : []),
  ]);
}

/** Who speaks the page's own words beside the given choice; `null` where there is nobody. */
export function createSpeech({ speech }: DemoConfig, { isReal }: Choice): SpeechOptions | null {
  const kind = isReal ? 'real' : 'emulated';
  const voice = isReal ? speech.realVoice : 'emulated-voice';
  if (!voice || (!isReal && speech.emulatorUrl === null)) return null;
  return {
    source: SPEECH.createSource(voice, isReal ? undefined : (speech.emulatorUrl ?? undefined)),
    credential: () => fetch(`/api/speech/${kind}/credential`, { method: 'POST' }),
  };
}

/** Asks the server what there is to talk to. */
export async function fetchDemoConfig(signal: AbortSignal): Promise<DemoConfig> {
  const response = await fetch('/api/config', { signal });
  if (!response.ok) throw new Error(`The server answered with status ${response.status}.`);
  return (await response.json()) as DemoConfig;
}
