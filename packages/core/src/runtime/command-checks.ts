import { RealtimeError } from '../errors/realtime-error.ts';
import type { Capabilities } from '../protocol/capabilities.ts';
import type { ContentPart } from '../protocol/conversation-item.ts';
import type { ResponseOptions } from '../protocol/response-options.ts';
import type { InputMode } from '../session/session-state.ts';
import type { BargeInOptions } from './barge-in-options.ts';

const FINDS_TURNS = "it finds the user's turns itself";

/** Refuses what the vendor does not support, by the name that the app wrote. */
export class CommandChecks {
  readonly #adapterId: string;
  readonly #capabilities: Capabilities;

  constructor(adapterId: string, capabilities: Capabilities) {
    this.#adapterId = adapterId;
    this.#capabilities = capabilities;
  }

  checkTurn(): void {
    this.#require('canCommitTurns', 'session.turn.begin()', FINDS_TURNS);
  }

  checkInputMode(mode: InputMode | undefined, written: string): void {
    if (mode === 'push-to-talk') this.#require('canCommitTurns', written, FINDS_TURNS);
  }

  checkBargeIn(options: BargeInOptions | null | undefined): void {
    if (options?.detect === 'local')
      this.#require('canHoldInterruption', "bargeIn.detect: 'local'", 'it always interrupts by itself');
  }

  checkMessage(content: readonly ContentPart[], command: string): void {
    this.#require('canSendText', command, 'it takes no written messages');
    if (content.some((part) => part.type === 'image' && !part.fileId))
      this.#require('canSendImages', `An image in ${command}`, 'it takes none');
    const isEmpty = content.every((part) => part.type === 'text' && part.text.trim() === '');
    if (isEmpty || content.some((part) => part.type === 'audio')) {
      throw this.error(
        'invalid-config',
        `${command} needs words or an image. Speech goes through the microphone.`,
      );
    }
  }

  checkResponse(options: ResponseOptions): void {
    this.#require('isResponseOnDemand', 'respond()', 'it responds by itself only');
    if (options.outOfBand)
      this.#require(
        'canRespondOutOfBand',
        'respond({ outOfBand: true })',
        'it only responds in the conversation',
      );
  }

  error(code: RealtimeError['code'], message: string): RealtimeError {
    return new RealtimeError(code, message, { adapterId: this.#adapterId });
  }

  #require(fact: keyof Capabilities, written: string, because: string): void {
    if (this.#capabilities[fact]) return;
    throw this.error(
      'unsupported-capability',
      `${written} is not supported by this vendor: ${because}. Check session.capabilities.${fact} first.`,
    );
  }
}
