import { describe, expect, it } from 'vitest';
import { exchangeContracts, pieceOf } from '../../test/exchange-contracts.ts';
import type { ExchangeContract } from '../../test/exchange-contracts.ts';
import { watchGrowth } from '../../test/watch-growth.ts';
import type { WireCodec } from '../protocol/provider-adapter.ts';

const TURNS = 1_000;

/** More entries than a codec may keep of one kind. */
const MOST = 300;

/** Longer ids than a vendor takes: a codec gives it shorter ones. */
const LONG_PREFIX = 'item_of_a_conversation_that_was_saved_';

const ID = /"((?:call|item|msg|resp|turn)_\w+|[cmt]\d)"/g;

/** Runs one turn of a long conversation: an exchange, a tool call, and every other frame, each with ids of its own. */
function runTurn(codec: WireCodec, contract: ExchangeContract, turn: number): void {
  const { reads, toolCall, writes, writeExchange } = contract;
  const audio = [pieceOf(contract, 20)];
  const frames = [
    ...writeExchange({ index: turn, audio, isInterrupted: turn % 3 === 0 }),
    ...(toolCall?.frames ?? []),
    ...reads.map(({ frame }) => frame),
  ];
  for (const frame of frames)
    codec.decode(typeof frame === 'string' ? frame.replace(ID, `"$1_${turn}"`) : frame);
  for (const { command } of writes)
    if (command.type === 'create-item')
      codec.encode({
        ...command,
        item: { ...command.item, id: `${LONG_PREFIX}${turn}` },
        previousItemId: null,
      });
}

describe.each(exchangeContracts)('a connection of %s, %s', (_name, _key, contract) => {
  it(`keeps at most ${MOST} ids of a kind in ${TURNS} turns`, { timeout: 240_000 }, () => {
    const codec = contract.createAdapter().createCodec();
    const growth = watchGrowth(MOST);
    try {
      for (let turn = 0; turn < TURNS; turn += 1) runTurn(codec, contract, turn);
    } finally {
      growth.stop();
    }
    expect(growth.files()).toEqual([]);
  });
});
