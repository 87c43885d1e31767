import { describe, expect, it } from 'vitest';
import {
  commandRefused,
  dropDependents,
  releaseNext,
  requestCancel,
  requestResponse,
  responseDone,
  responseStarted,
} from './response-gate.ts';
import type { GateStep } from './response-gate.ts';
import { abandonResponses } from './silent-gate.ts';
import { OPEN_GATE } from './open-gate.ts';
import type { ResponseGate, ResponseRequest } from './open-gate.ts';

const request = (commandId: string, isAutomatic = false): ResponseRequest => ({
  commandId,
  options: {},
  isAutomatic,
});

/** Runs steps one after another and lists what went out. */
function drive(...steps: ((gate: ResponseGate) => GateStep)[]) {
  let gate = OPEN_GATE;
  const sent: string[] = [];
  for (const step of steps) {
    const result = step(gate);
    gate = result.gate;
    if (result.cancel) sent.push(`cancel ${result.cancel.responseId}`);
    if (result.send) sent.push(`create ${result.send.commandId}`);
  }
  return { gate, sent };
}

const ask =
  (id: string, isAutomatic = false) =>
  (gate: ResponseGate) =>
    requestResponse(gate, request(id, isAutomatic));
const begun = (id: string) => (gate: ResponseGate) => responseStarted(gate, id, `cancel-of-${id}`);
const ended = (id: string) => (gate: ResponseGate) => releaseNext(responseDone(gate, id));
const cancel = (id: string) => (gate: ResponseGate) => requestCancel(gate, id);
const refused = (id: string | null, isBusy: boolean) => (gate: ResponseGate) =>
  commandRefused(gate, id, isBusy);

describe('the response gate', () => {
  it('lets one request through and holds the next until the response has ended', () => {
    expect(drive(ask('a'), ask('b')).sent).toEqual(['create a']);
    expect(drive(ask('a'), ask('b'), begun('r1')).sent).toEqual(['create a']);
    expect(drive(ask('a'), ask('b'), begun('r1'), ended('r1')).sent).toEqual(['create a', 'create b']);
  });

  it('holds a request behind a response that the vendor began by itself', () => {
    expect(drive(begun('vad'), ask('a')).sent).toEqual([]);
    expect(drive(begun('vad'), ask('a'), ended('vad')).sent).toEqual(['create a']);
  });

  it('merges waiting automatic requests and keeps every other', () => {
    const { sent } = drive(
      begun('r1'),
      ask('tool-1', true),
      ask('typed'),
      ask('tool-2', true),
      ended('r1'),
      begun('r2'),
      ended('r2'),
    );
    expect(sent).toEqual(['create tool-1', 'create typed']);
  });

  it('sends one cancel at a time', () => {
    expect(drive(begun('r1'), cancel('c1'), cancel('c2')).sent).toEqual(['cancel r1']);
  });

  it('remembers a cancel that comes before the response has begun', () => {
    expect(drive(ask('a'), cancel('c1')).sent).toEqual(['create a']);
    expect(drive(ask('a'), cancel('c1'), begun('r1')).sent).toEqual(['create a', 'cancel r1']);
  });

  it('sends nothing new while a cancel is unresolved', () => {
    expect(drive(begun('r1'), cancel('c1'), ask('a')).sent).toEqual(['cancel r1']);
    expect(drive(begun('r1'), cancel('c1'), ask('a'), ended('r1')).sent).toEqual(['cancel r1', 'create a']);
  });

  it('drops automatic requests with a cancel, and keeps what was asked for by hand', () => {
    const { sent } = drive(begun('r1'), ask('tool', true), ask('typed'), cancel('c1'), ended('r1'));
    expect(sent).toEqual(['cancel r1', 'create typed']);
  });

  it('frees only the request that an error names', () => {
    expect(drive(ask('a'), ask('b'), refused('other', false)).sent).toEqual(['create a']);
    expect(drive(ask('a'), ask('b'), refused('a', false)).sent).toEqual(['create a', 'create b']);
  });

  it('takes an error that names no command to be about the request that is on its way', () => {
    expect(drive(ask('a'), ask('b'), refused(null, false)).sent).toEqual(['create a', 'create b']);
    expect(drive(ask('a'), begun('r1'), ask('b'), refused(null, false)).sent).toEqual(['create a']);
  });

  it('takes the end of a response that never started to be the end of the requested one', () => {
    expect(drive(ask('a'), ask('b'), ended('r1')).sent).toEqual(['create a', 'create b']);
  });

  it('drops what depends on a command that could not be sent', () => {
    const dependent = (gate: ResponseGate) => requestResponse(gate, { ...request('a'), dependsOn: 'item' });
    const failed = (gate: ResponseGate) => dropDependents(gate, 'item');
    expect(drive(dependent, ask('b'), failed).sent).toEqual(['create a', 'create b']);
    expect(drive(begun('r1'), dependent, failed, ended('r1')).sent).toEqual([]);
  });

  it('opens when the vendor has fallen silent', () => {
    expect(drive(ask('a'), ask('b'), abandonResponses).sent).toEqual(['create a', 'create b']);
    expect(drive(begun('r1'), cancel('c1'), ask('b'), abandonResponses).sent).toEqual([
      'cancel r1',
      'create b',
    ]);
  });

  it('tries a request again that was refused because the vendor was busy', () => {
    const { sent } = drive(ask('a'), begun('vad'), refused('a', true), ended('vad'), begun('r1'));
    expect(sent).toEqual(['create a', 'create a']);
  });

  it('does not try a request again that was refused for what it asks', () => {
    const { sent } = drive(ask('a'), begun('vad'), refused('a', false), ended('vad'));
    expect(sent).toEqual(['create a']);
  });

  it('takes a refused cancel as the end of the cancel', () => {
    const { gate } = drive(begun('r1'), cancel('c1'), refused('c1', true));
    expect(gate.cancelCommandId).toBeNull();
    expect(gate.active).toBe('r1');
  });

  it('ignores the end of a response that is not the running one', () => {
    expect(drive(begun('r1'), ask('a'), ended('out-of-band')).sent).toEqual([]);
  });
});
