import { expect, it } from 'vitest';
import { readConnectionStats } from './connection-stats.ts';

const read = (...reports: readonly object[]) =>
  readConnectionStats(new Map(reports.map((report, index) => [index, report])) as never);

const inbound = { type: 'inbound-rtp', kind: 'audio' };

it('counts the packets of the agent’s audio', () => {
  expect(read({ ...inbound, packetsReceived: 98, packetsLost: 2 })).toMatchObject({
    receivedPackets: 98,
    lostPackets: 2,
    lossRatio: 0.02,
  });
});

it('counts no loss where duplicates make the browser’s count negative', () => {
  expect(read({ ...inbound, packetsReceived: 100, packetsLost: -3 })).toMatchObject({
    lostPackets: 0,
    lossRatio: 0,
  });
});

it('says nothing of what the browser does not report', () => {
  expect(read()).toMatchObject({ receivedPackets: null, lostPackets: null, lossRatio: null });
  expect(read(inbound)).toMatchObject({ receivedPackets: null, lostPackets: null, lossRatio: null });
});
