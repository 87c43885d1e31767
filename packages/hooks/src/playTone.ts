/** Two notes that everybody can tell apart, in hertz: up when the microphone opens, down when it closes. */
const NOTES = { begin: [587, 784], sent: [784, 587], dropped: [392, 392] } as const;

const NOTE_S = 0.07;

/** Soft enough to be heard beside a voice: root of the full scale, 0 to 1. */
const VOLUME = 0.06;

let context: AudioContext | null = null;
let sounding = 0;

/** Plays a short sign. Where the browser plays nothing there is none: it is an addition, never the only sign. */
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
