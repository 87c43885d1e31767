interface VoiceNoteProps {
  readonly vendorName: string;
}

/** Says, once, that the voice is a synthetic one. */
export function VoiceNote({ vendorName }: VoiceNoteProps) {
  return (
    <p className="demo-note">
      The voice you will hear is synthetic. An emulator on this computer speaks for {vendorName}: no key, no
      cost, and nothing leaves.
    </p>
  );
}
