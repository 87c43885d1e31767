/** Two notes each, in hertz: rising when the turn opens, falling when it is sent, level when it is discarded. */
const NOTES = { begin: [587, 784], sent: [784, 587], dropped: [392, 392] } as const;

const NOTE_S = 0.07;

/** Gain of the tone, 0 to 1: soft enough to sound beside a voice. */
const VOLUME = 0.06;

let context: AudioContext | null = null;
let sounding = 0;

/** Plays a short tone. Where the browser blocks audio it is silent, so it must never be the only feedback. */
export function playTone(kind: keyof typeof NOTES): void {
  context ??= new AudioContext();
  const audio = context;
  void audio.resume();
  const gain = new GainNode(audio, { gain: 0 });
  const oscillator = new OscillatorNode(audio, { frequency: NOTES[kind][0] });
  const from = audio.currentTime + 0.01;
  oscillator.frequency.setValueAtTime(NOTES[kind][1], from + NOTE_S);
  gain.gain.setTargetAtTime(VOLUME, from, 0.008);
  gain.gain.setTargetAtTime(0, from + 2 * NOTE_S, 0.02);
  oscillator.connect(gain).connect(audio.destination);
  sounding += 1;
  oscillator.addEventListener('ended', () => {
    sounding -= 1;
    if (sounding > 0) return;
    context = null;
    void audio.close();
  });
  oscillator.start(from);
  oscillator.stop(from + 2 * NOTE_S + 0.15);
}
