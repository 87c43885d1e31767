/** Phase of the conversation as the user hears it: `speaking` means that agent audio is being played. */
export type SessionPhase = 'idle' | 'listening' | 'user-speaking' | 'thinking' | 'speaking';
