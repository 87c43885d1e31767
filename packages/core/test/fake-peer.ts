/** A data channel without a network. */
export class FakeChannel {
  readyState: RTCDataChannelState = 'connecting';
  bufferedAmount = 0;
  binaryType = 'blob';
  onopen: (() => void) | null = null;
  onclose: (() => void) | null = null;
  onmessage: ((event: { readonly data: unknown }) => void) | null = null;
  readonly sent: unknown[] = [];
  readonly label: string;
  isFull = false;

  constructor(label: string) {
    this.label = label;
  }

  send(data: unknown): void {
    if (this.isFull) throw new DOMException('', 'OperationError');
    this.sent.push(data);
  }

  close(): void {
    this.readyState = 'closed';
  }

  /** The other side opens or closes it. */
  become(state: 'open' | 'closed'): void {
    this.readyState = state;
    if (state === 'open') this.onopen?.();
    else this.onclose?.();
  }

  say(data: string): void {
    this.onmessage?.({ data });
  }
}

/** A peer connection under the control of a test, for Node. */
export class FakePeer {
  connectionState: RTCPeerConnectionState = 'new';
  localDescription: { readonly sdp: string } | null = null;
  onconnectionstatechange: (() => void) | null = null;
  ontrack: unknown = null;
  readonly sctp = { maxMessageSize: 100 };
  readonly channels: FakeChannel[] = [];
  /** The calls of its methods, in order. */
  readonly calls: string[] = [];
  /** The tracks that were sent, one after the other. */
  readonly replaced: unknown[] = [];

  addTransceiver(_kind: string, { direction }: { readonly direction: string }) {
    this.calls.push(`transceiver ${direction}`);
    return { sender: { replaceTrack: async (track: unknown) => void this.replaced.push(track) } };
  }

  createDataChannel(label: string): FakeChannel {
    this.calls.push(`channel ${label}`);
    const channel = new FakeChannel(label);
    this.channels.push(channel);
    return channel;
  }

  async createOffer(): Promise<{ readonly sdp: string }> {
    this.calls.push('offer');
    return { sdp: 'v=0 offer' };
  }

  async setLocalDescription(description: { readonly sdp: string }): Promise<void> {
    this.localDescription = description;
  }

  async setRemoteDescription({ sdp }: { readonly sdp: string }): Promise<void> {
    if (!sdp.startsWith('v=0'))
      throw new DOMException('Failed to parse SessionDescription.', 'OperationError');
    this.calls.push(`answer ${sdp}`);
  }

  getReceivers(): readonly never[] {
    return [];
  }

  /** The number of packets of sound that have come. */
  receivedPackets = 0;

  async getStats(): Promise<ReadonlyMap<string, object>> {
    const inbound = { type: 'inbound-rtp', kind: 'audio', packetsReceived: this.receivedPackets };
    return new Map([['inbound', inbound]]);
  }

  close(): void {
    this.connectionState = 'closed';
    this.calls.push('close');
  }

  /** The network changes. */
  become(state: RTCPeerConnectionState): void {
    this.connectionState = state;
    this.onconnectionstatechange?.();
  }
}
