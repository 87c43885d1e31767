import { CaptureProcessor } from './capture-processor.ts';
import { CAPTURE_PROCESSOR, PLAYBACK_PROCESSOR } from './messages.ts';
import { PlaybackProcessor } from './playback-processor.ts';

// Both in one file: the page fetches it once, and what they share is in it once.
registerProcessor(CAPTURE_PROCESSOR, CaptureProcessor);
registerProcessor(PLAYBACK_PROCESSOR, PlaybackProcessor);
