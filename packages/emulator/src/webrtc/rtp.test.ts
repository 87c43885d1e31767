import { describe, expect, it } from 'vitest';
import { quietenOthers, readOffer } from './offer.mjs';
import { RtpStream, readRtp, writeRtp } from './rtp.mjs';

const header = { payloadType: 111, sequence: 7, timestamp: 960, ssrc: 42, isFirst: true };

describe('a packet of RTP', () => {
  it('is read as it was written', () => {
    const packet = writeRtp(header, Uint8Array.of(1, 2, 3));
    expect(readRtp(packet, 111)).toEqual({
      sequence: 7,
      timestamp: 960,
      payload: Buffer.from([1, 2, 3]),
    });
    expect(packet[1]).toBe(0x80 | 111);
  });

  it('is read past its sources and its extension, and without its padding', () => {
    const plain = writeRtp(header, Uint8Array.of());
    const sources = Buffer.alloc(8);
    const extension = Buffer.from([0xbe, 0xde, 0, 1, 9, 9, 9, 9]);
    const packet = Buffer.concat([plain, sources, extension, Buffer.from([5, 6, 0, 2])]);
    packet[0] = 0x80 | 0x20 | 0x10 | 2;
    expect(readRtp(packet, 111)?.payload).toEqual(Buffer.from([5, 6]));
  });

  it.each([
    ['of another type', writeRtp({ ...header, payloadType: 72 }, Uint8Array.of(1))],
    ['too short', Buffer.alloc(11)],
    ['of another version', Buffer.alloc(20)],
    ['that is all padding', Buffer.concat([Buffer.from([0xa0, 111]), Buffer.alloc(10), Buffer.from([200])])],
  ])('%s is none', (_, packet) => {
    expect(readRtp(packet, 111)).toBeNull();
  });
});

describe('the packets of a stream', () => {
  it('reveal the missing samples between them, also when the sequence numbers wrap', () => {
    const line = new RtpStream();
    const top = 2 ** 32;
    expect(line.place({ sequence: 65_535, timestamp: top - 960 }, 960)).toBe(0);
    expect(line.place({ sequence: 0, timestamp: 0 }, 960)).toBe(0);
    expect(line.place({ sequence: 3, timestamp: 2_880 }, 960)).toBe(1_920);
  });

  it('are left out when they come late or twice', () => {
    const line = new RtpStream();
    line.place({ sequence: 10, timestamp: 9_600 }, 960);
    expect(line.place({ sequence: 10, timestamp: 9_600 }, 960)).toBeNull();
    expect(line.place({ sequence: 9, timestamp: 8_640 }, 960)).toBeNull();
  });

  it('start again after a gap that no silence can fill', () => {
    const line = new RtpStream();
    line.place({ sequence: 1, timestamp: 0 }, 960);
    expect(line.place({ sequence: 2, timestamp: 48_000 * 60 }, 960)).toBe(0);
  });
});

describe('an offer', () => {
  const sdp = [
    'v=0',
    'm=audio 9 UDP/TLS/RTP/SAVPF 63 109',
    'a=mid:first',
    'a=sendrecv',
    'a=rtpmap:63 red/48000/2',
    'a=rtpmap:109 opus/48000/2',
    'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
    'a=mid:1',
    '',
  ].join('\r\n');

  it('names its audio sections, their numbers for Opus, and who may send in them', () => {
    const first = { mid: 'first', payloadType: 109, canSend: true, canReceive: true };
    expect(readOffer(sdp)).toEqual({ audio: [first], hasChannel: true });
    const audio = sdp.slice(sdp.indexOf('m='), sdp.indexOf('m=application'));
    const three = [audio, 'sendonly', 'recvonly', 'inactive'].reduce(
      (all, direction) => all + audio.replace('sendrecv', direction).replace('first', direction),
    );
    expect(readOffer(`v=0\r\n${three}`)).toEqual({
      audio: [
        first,
        { mid: 'sendonly', payloadType: 109, canSend: true, canReceive: false },
        { mid: 'recvonly', payloadType: 109, canSend: false, canReceive: true },
        { mid: 'inactive', payloadType: 109, canSend: false, canReceive: false },
      ],
      hasChannel: false,
    });
  });

  it.each([
    ['without Opus', sdp.replace('opus', 'speex')],
    ['that is none', 'hello'],
  ])('%s has no audio', (_, text) => {
    expect(readOffer(text).audio).toEqual([]);
  });
});

describe('an answer', () => {
  it('promises nothing for unused sections', () => {
    const section = (mid: string) =>
      `m=audio 9 UDP/TLS/RTP/SAVPF 109\r\na=mid:${mid}\r\na=sendonly\r\na=msid:a b\r\na=ssrc:1 cname:a\r\n`;
    const channel = 'm=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\na=mid:2\r\na=sendrecv\r\n';
    const quiet = 'm=audio 9 UDP/TLS/RTP/SAVPF 109\r\na=mid:0\r\na=inactive\r\n';
    const answer = `v=0\r\n${section('0')}${section('1')}${channel}`;
    expect(quietenOthers(answer, new Set(['1']))).toBe(`v=0\r\n${quiet}${section('1')}${channel}`);
  });
});
