import { Conversation } from '@elevenlabs/client';
import type { DisconnectionDetails } from '@elevenlabs/client';
import { setLogLevel } from 'livekit-client';
import { expect, inject, it, onTestFinished } from 'vitest';

/* The vendor's own client, in a real browser, by voice: over a WebSocket, and over WebRTC. */

setLogLevel('warn');

const origin = inject('emulatorOrigin');

/** Puts a microphone in the page that hears what it is given. */
function replaceMicrophone() {
  const audio = new AudioContext();
  const destination = audio.createMediaStreamDestination();
  const { mediaDevices } = navigator;
  const real = mediaDevices.getUserMedia;
  mediaDevices.getUserMedia = () => Promise.resolve(destination.stream.clone());
  onTestFinished(async () => {
    mediaDevices.getUserMedia = real;
    await audio.close();
  });
  return async (wav: string): Promise<void> => {
    const source = audio.createBufferSource();
    const bytes = Uint8Array.from(atob(wav), (letter) => letter.codePointAt(0) ?? 0);
    source.buffer = await audio.decodeAudioData(bytes.buffer);
    source.connect(destination);
    source.start();
  };
}

function redPhoto(): Promise<Blob> {
  const canvas = new OffscreenCanvas(64, 48);
  const context = canvas.getContext('2d');
  if (context) context.fillStyle = '#f00';
  context?.fillRect(0, 0, 64, 48);
  return canvas.convertToBlob({ type: 'image/jpeg' });
}

async function mint(): Promise<string> {
  const response = await fetch(`${origin}/v1/convai/conversation/get-signed-url?agent_id=agent_1`, {
    headers: { 'xi-api-key': 'sk_eleven_1' },
  });
  return ((await response.json()) as { signed_url: string }).signed_url;
}

it('is greeted, spoken to, calls a tool, is heard, and is interrupted', { timeout: 60_000 }, async () => {
  const hear = replaceMicrophone();
  const messages: string[] = [];
  const modes: string[] = [];
  const errors: unknown[] = [];
  let cuts = 0;
  let correction = '';
  const conversation = await Conversation.startSession({
    signedUrl: await mint(),
    origin,
    clientTools: {
      get_weather: ({ place }: { place: string }) => `It is sunny in ${place}`,
    },
    onMessage: ({ message, role }) => void messages.push(`${role}: ${message}`),
    onModeChange: ({ mode }) => void modes.push(mode),
    onError: (error) => void errors.push(error),
    onInterruption: () => void (cuts += 1),
    onAgentResponseCorrection: ({ corrected_agent_response }) => {
      correction = corrected_agent_response;
    },
  });
  onTestFinished(() => conversation.endSession());
  expect(conversation.getId()).toMatch(/^conv_/);
  const poll = <T>(read: () => T) => expect.poll(read, { timeout: 30_000 });
  await poll(() => messages.join('\n')).toContain('agent: Hello! I am listening.');
  await poll(() => modes.slice(-2)).toEqual(['speaking', 'listening']);
  await hear(inject('spokenQuestion'));
  await poll(() => messages.join('\n')).toMatch(/user: .*london/i);
  await poll(() => messages.slice(2).join('\n')).toContain('agent: ');
  await poll(() => modes.at(-1)).toBe('speaking');
  // The test does not depend on a recogniser: the tool is asked for in writing.
  conversation.sendUserMessage('What is the weather like in London?');
  await poll(() => messages.join('\n')).toMatch(/agent: .*sunny in London/i);
  const { fileId } = await conversation.uploadFile(await redPhoto());
  conversation.sendMultimodalMessage({ text: 'What do you see?', fileId });
  await poll(() => messages.join('\n')).toContain('mostly red');
  conversation.sendUserMessage('Tell me a long story.');
  await poll(() => messages.join('\n')).toContain('Once upon a time');
  const before = cuts;
  await poll(() => modes.at(-1)).toBe('speaking');
  await hear(inject('spokenQuestion'));
  await poll(() => cuts).toBeGreaterThan(before);
  await poll(() => correction).toMatch(/^Once/);
  expect(correction).not.toContain('lamp');
  expect(errors).toEqual([]);
});

it('is talked to in a room, which the agent leaves', { timeout: 60_000 }, async () => {
  const hear = replaceMicrophone();
  const messages: string[] = [];
  const modes: string[] = [];
  const errors: unknown[] = [];
  const spoken: string[] = [];
  let end: DisconnectionDetails | null = null;
  let correction = '';
  const conversation = await Conversation.startSession({
    agentId: 'agent_1',
    connectionType: 'webrtc',
    origin,
    livekitUrl: origin.replace('http', 'ws'),
    clientTools: {
      get_time: () => 'It is half past nine',
    },
    onMessage: ({ message, role }) => void messages.push(`${role}: ${message}`),
    onModeChange: ({ mode }) => void modes.push(mode),
    onError: (error) => void errors.push(error),
    onAudioAlignment: ({ chars }) => void spoken.push(chars.join('')),
    onAgentResponseCorrection: ({ corrected_agent_response }) => {
      correction = corrected_agent_response;
    },
    onDisconnect: (details) => {
      end = details;
    },
  });
  onTestFinished(() => conversation.endSession());
  expect(conversation.getId()).toMatch(/^conv_/);
  const poll = <T>(read: () => T) => expect.poll(read, { timeout: 30_000, interval: 20 });
  await poll(() => conversation.getOutputVolume()).toBeGreaterThan(0.01);
  await poll(() => modes.slice(-2)).toEqual(['speaking', 'listening']);
  expect(messages).toEqual(['agent: Hello! I am listening.']);
  expect(spoken.join('')).toBe('Hello! I am listening.');
  conversation.sendUserMessage('What time is it?');
  await poll(() => messages.join('\n')).toMatch(/agent: .*half past nine/i);
  await poll(() => conversation.getOutputVolume()).toBeGreaterThan(0.01);
  conversation.sendUserMessage('Tell me a long story.');
  await poll(() => messages.join('\n')).toContain('Once upon a time');
  await hear(inject('spokenQuestion'));
  await poll(() => correction).toMatch(/^Once/);
  expect(correction).not.toContain('lamp');
  await poll(() => messages.join('\n')).toMatch(/user: .*london/i);
  conversation.sendUserMessage('bye');
  await poll(() => end).toMatchObject({ reason: 'agent' });
  expect(errors).toEqual([]);
});
