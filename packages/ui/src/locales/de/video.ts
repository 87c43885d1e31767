import type { LabelsOverride } from '../../labels/Labels.ts';

export const video: LabelsOverride['video'] = {
  camera: 'Kamera',
  screen: 'Geteilter Bildschirm',
  open: { camera: 'Kamera einschalten', screen: 'Bildschirm teilen' },
  close: { camera: 'Kamera ausschalten', screen: 'Nicht mehr teilen' },
  opening: 'Wird geöffnet …',
  show: 'Dem Agenten zeigen',
  hide: 'Nicht mehr zeigen',
  look: 'Ein Bild zeigen',
  pictureInPicture: 'Bild im Bild',
  shown: 'Der Agent sieht das',
  unseen: 'Nur Sie sehen das',
  pauses: {
    'not-live': 'Wartet auf das Gespräch',
    muted: 'Angehalten, solange Sie stumm sind',
    hidden: 'Im Hintergrund angehalten',
  },
  lastImage: 'Was der Agent zuletzt sah',
  off: { camera: 'Die Kamera ist aus', screen: 'Kein Bildschirm wird geteilt' },
};

export const look: LabelsOverride['look'] = {
  question: {
    camera: 'Darf der Agent ein Bild Ihrer Kamera sehen?',
    screen: 'Darf der Agent ein Bild Ihres Bildschirms sehen?',
  },
  note: {
    camera: 'Die Kamera geht für ein Bild an und wieder aus. Sie finden das Bild im Gespräch.',
    screen: 'Sie wählen gleich, was Sie teilen. Es wird ein Bild gemacht, das Sie im Gespräch finden.',
  },
};
