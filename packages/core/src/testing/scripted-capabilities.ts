import type { Capabilities } from '../protocol/capabilities.ts';

/** A vendor that can do everything. Tests take away what they are about. */
export const SCRIPTED_CAPABILITIES: Capabilities = {
  transports: ['websocket'],
  canSendText: true,
  canSendImages: true,
  truncation: 'client',
  canCancelResponse: true,
  canHoldInterruption: true,
  canCommitTurns: true,
  turnDetection: ['server', 'semantic', 'off'],
  isResponseOnDemand: true,
  canRespondOutOfBand: true,
  canUseTools: true,
  canUseRemoteTools: true,
  canSeedHistory: true,
  canResume: false,
  hasInterimTranscript: true,
  hasWordTimes: true,
  outputModalities: ['audio', 'text'],
  updatable: [
    'instructions',
    'voice',
    'speed',
    'turnDetection',
    'transcription',
    'tools',
    'toolChoice',
    'outputModality',
  ],
  sessionCapMs: null,
  usageUnit: 'tokens',
};
