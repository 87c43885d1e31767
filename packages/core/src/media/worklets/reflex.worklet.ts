import { REFLEX_PROCESSOR } from './reflex-messages.ts';
import { ReflexProcessor } from './reflex-processor.ts';

registerProcessor(REFLEX_PROCESSOR, ReflexProcessor);
