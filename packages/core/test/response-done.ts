import type { ServerEvent } from '../src/protocol/server-event.ts';

type ResponseDone = Extract<ServerEvent, { readonly type: 'response-done' }>;

/** The end of a response, completed and without items unless told otherwise. */
export function responseDone(responseId: string, fields: Partial<ResponseDone> = {}): ResponseDone {
  return {
    type: 'response-done',
    responseId,
    outcome: 'completed',
    reason: null,
    error: null,
    usage: null,
    metadata: null,
    items: [],
    ...fields,
  };
}
