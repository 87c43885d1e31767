export { exportAudio } from './export-audio.ts';
export { readLine, readRecording } from './read-recording.ts';
export type { ReadOptions } from './read-recording.ts';
export { createRecorder } from './recorder.ts';
export type { Recorder, RecorderOptions } from './recorder.ts';
export type {
  FrameAudio,
  PageChange,
  RecordedAudio,
  RecordedCost,
  RecordedEvent,
  RecordedFrame,
  RecordedLevels,
  RecordedStats,
  RecordedStep,
  Recording,
  RecordingManifest,
} from './recording.ts';
export { createReplay } from './replay.ts';
export type { Replay, ReplayOptions } from './replay.ts';
