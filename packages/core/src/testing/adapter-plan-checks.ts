import { isRealtimeError } from '../errors/realtime-error.ts';
import { bytesPerSample } from '../protocol/audio-format.ts';
import type { CloseContext, PlanInput } from '../protocol/provider-adapter.ts';
import type { AdapterFixtures } from './adapter-fixtures.ts';
import { expectSame } from './adapter-rule.ts';
import type { AdapterRule } from './adapter-rule.ts';

function inputOf({ credential }: AdapterFixtures): PlanInput {
  return Object.freeze({
    credential: Object.freeze({ ...credential }),
    config: Object.freeze({}),
    resumeHandle: null,
  });
}

/** A connection that breaks soon, one at the end of its time, and one that never took up the earlier one. */
const CLOSE_CONTEXTS: readonly CloseContext[] = [
  { isResuming: false, refusals: 0, ageMs: 0, isDue: false, isAfterSilence: false },
  { isResuming: false, refusals: 0, ageMs: 3_600_000, isDue: true, isAfterSilence: false },
  { isResuming: true, refusals: 9, ageMs: 0, isDue: false, isAfterSilence: true },
];

/** Checks of facts and plans. */
export const PLAN_CHECKS: readonly AdapterRule[] = [
  {
    name: 'names the source of its fixtures and the year of it',
    run: ({ source }) => expectSame(/\b20\d\d\b/.test(source), true, 'the source names no year'),
  },
  {
    name: 'plans the same connection for the same input, and changes nothing of it',
    run: (fixtures) => {
      const input = inputOf(fixtures);
      const adapter = fixtures.createAdapter();
      const plan = adapter.plan(input);
      expectSame(adapter.plan(input), plan, 'a second plan differs');
      expectSame(fixtures.createAdapter().plan(inputOf(fixtures)), plan, 'another adapter’s plan differs');
    },
  },
  {
    name: 'plans a connection that a browser can open',
    run: (fixtures) => {
      const plan = fixtures.createAdapter().plan(inputOf(fixtures));
      // The `open` function of a custom plan can only be tried.
      if (plan.kind === 'custom') return;
      const { url } = plan;
      if (plan.kind === 'webrtc') {
        expectSame(
          /^https?:$/.test(new URL(url).protocol),
          true,
          `${url} is not an address to post an offer to`,
        );
        return;
      }
      const { protocols } = plan;
      expectSame(/^wss?:$/.test(new URL(url).protocol), true, `${url} is not an address of a WebSocket`);
      expectSame(new Set(protocols).size, protocols.length, 'a subprotocol is offered twice');
      const wrong = protocols.filter((protocol) => !/^[\w!#$%&'*+.^`|~-]+$/.test(protocol));
      expectSame(wrong, [], 'browsers throw on these subprotocols');
    },
  },
  {
    name: 'has capabilities that do not contradict each other, and formats that exist',
    run: ({ createAdapter }) => {
      const { id, capabilities, inputFormat, outputFormat } = createAdapter();
      expectSame(/^[a-z][a-z0-9-]*$/.test(id), true, `the id ${id} is not in kebab-case`);
      expectSame(capabilities.transports.length > 0, true, 'no transport is named');
      expectSame(capabilities.outputModalities.length > 0, true, 'no output is named');
      expectSame(
        capabilities.canUseRemoteTools && !capabilities.canUseTools,
        false,
        'remote tools without tools',
      );
      expectSame(capabilities.canSendImages && !capabilities.canSendText, false, 'pictures without words');
      for (const { encoding, sampleRateHz } of [inputFormat, outputFormat]) {
        expectSame(
          bytesPerSample(encoding) > 0 && sampleRateHz >= 8000 && sampleRateHz <= 48_000,
          true,
          'an odd format',
        );
      }
    },
  },
  {
    name: 'reads every end of a connection as nothing or as an error with a code',
    run: ({ createAdapter }) => {
      const adapter = createAdapter();
      for (let code = 1000; code <= 4999; code += code < 1020 ? 1 : 79) {
        for (const reason of ['', '.', 'a.b.c', '__proto__', 'x'.repeat(123)]) {
          for (const context of CLOSE_CONTEXTS) {
            const verdict = adapter.readClose?.({ code, reason }, context) ?? null;
            if (verdict?.code)
              expectSame(verdict.message.length > 0, true, `${code} is explained by nothing`);
          }
        }
      }
    },
  },
  {
    name: 'refuses a base address or credential that cannot be used with an error that has a code',
    run: (fixtures) => {
      const adapter = fixtures.createAdapter();
      for (const value of ['', 'two words', 'new\nline', '\u0000']) {
        try {
          adapter.plan({
            ...inputOf(fixtures),
            credential: { value, expiresAtMs: null, url: 'not an address' },
          });
        } catch (error) {
          expectSame(isRealtimeError(error), true, 'an error without a code was thrown');
        }
      }
    },
  },
];
