import { describe, expect, it } from 'vitest';
import { exchangeContracts, pieceOf, readyFrameOf } from '../../test/exchange-contracts.ts';
import type { ExchangeContract } from '../../test/exchange-contracts.ts';
import { readRecording } from '../recording/read-recording.ts';
import { createReplay } from '../recording/replay.ts';
import { listEntries } from '../session/transcript/transcript.ts';

/*
 * Frames of a vendor as test suites keep them: a JSON object a line.
 */

/** All adapters but the other ones of the same vendor, which read its frames, too. */
const adaptersFor = (contract: ExchangeContract, vendor: string) =>
  exchangeContracts
    .filter(([name, , other]) => name !== vendor || other === contract)
    .map(([, , { createAdapter }]) => createAdapter());

const utf8 = new TextDecoder();
const textOf = (frame: string | ArrayBuffer) => (typeof frame === 'string' ? frame : utf8.decode(frame));

const lineOf = (dir: string, frame: string | ArrayBuffer) =>
  `{"dir": ${JSON.stringify(dir)}, "event": ${textOf(frame)}}`;

/** Two exchanges, the first of them cut, and a tool call. */
function linesOf(contract: ExchangeContract): readonly string[] {
  const audio = [pieceOf(contract, 100), pieceOf(contract, 100)];
  const frames = [
    readyFrameOf(contract),
    ...contract.writeExchange({ index: 0, audio, isInterrupted: true }),
    ...contract.writeExchange({ index: 1, audio, isInterrupted: false }),
    ...(contract.toolCall?.frames ?? []),
  ];
  return [
    '{"dir": "http", "event": {}}',
    lineOf('c2s', '{"hello":1}'),
    ...frames.map((each) => lineOf('s2c', each)),
  ];
}

describe.each(exchangeContracts)('recorded frames of %s, %s', (name, _key, contract) => {
  it('show what a session makes of them, in a replay', async () => {
    const lines = linesOf(contract);
    const recording = await readRecording(new Blob([lines.join('\n')]), {
      adapters: adaptersFor(contract, name),
    });
    const { manifest, steps, problem } = recording;
    expect(problem).toBeNull();
    // A file has no functions.
    const { capabilities } = contract.createAdapter();
    expect(manifest.capabilities).toEqual(JSON.parse(JSON.stringify(capabilities)));
    const frames = steps.flatMap((step) => (step.kind === 'frame' ? [step] : []));
    // All that came, and nothing that the session would have sent.
    expect(frames.filter(({ direction }) => direction === 'out').map(({ text }) => text)).toEqual([
      '{"hello":1}',
    ]);
    expect(frames.filter(({ direction }) => direction === 'in')).toHaveLength(lines.length - 2);
    expect(frames.some(({ audio }) => audio?.side === 'agent')).toBe(true);
    const replay = createReplay(recording);
    replay.seek(replay.durationMs);
    const rows = listEntries(replay.session.store.getState().transcript);
    expect(rows.filter((row) => row.kind === 'message' && row.role === 'agent').length).toBeGreaterThan(1);
    expect(rows.some(({ kind }) => kind === 'tool')).toBe(contract.toolCall !== null);
    expect(replay.turns.length).toBeGreaterThan(0);
  });

  it('come in their order, with the same times each time', async () => {
    const file = new Blob([linesOf(contract).join('\n')]);
    const { steps } = await readRecording(file, { adapters: [contract.createAdapter()] });
    expect(steps.map(({ atMs }) => atMs)).toEqual(
      steps.map(({ atMs }) => atMs).toSorted((one, other) => one - other),
    );
    const again = await readRecording(file, { adapters: [contract.createAdapter()] });
    expect(again.steps).toEqual(steps);
  });

  it('are frames alone where no adapter reads them, and a list is read like lines', async () => {
    const rows = linesOf(contract);
    const recording = await readRecording(new Blob([`[${rows.join(',')}]`]));
    expect(recording.steps.map(({ kind }) => kind)).toEqual(rows.slice(1).map(() => 'frame'));
    expect(recording.manifest.durationMs).toBeGreaterThan(0);
    expect(createReplay(recording).durationMs).toBe(recording.manifest.durationMs);
  });
});

it('A file without frames, and with no line of a recording, is refused with a code', async () => {
  for (const text of ['Hello.', '', '[]', '{"dir": "s2c"}', '{"dir": "up", "event": {}}', 'null\n[1]'])
    await expect(readRecording(new Blob([text]))).rejects.toMatchObject({
      code: 'invalid-config',
      message: expect.stringContaining('has no frames of a vendor') as unknown,
    });
});
