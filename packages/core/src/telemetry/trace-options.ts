import type { Attributes, Tracer } from '@opentelemetry/api';

/** The options of `traceSession` and `traceRecording`. */
export interface TraceOptions {
  /** `trace.getTracer('app')` of `@opentelemetry/api`. */
  readonly tracer: Tracer;
  /** The value of `gen_ai.provider.name`, as the conventions list them. Left out, the attribute is left out. */
  readonly provider?: string;
  /** The value of `gen_ai.agent.name`. */
  readonly agentName?: string;
  /** Attributes for each span, such as the app's own id of the conversation. */
  readonly attributes?: Attributes;
}
