import type { LabelsOverride } from '../../labels/Labels.ts';

export const video: LabelsOverride['video'] = {
  camera: 'Caméra',
  screen: 'Écran partagé',
  open: { camera: 'Allumer la caméra', screen: 'Partager un écran' },
  close: { camera: 'Éteindre la caméra', screen: 'Ne plus partager' },
  opening: 'Ouverture…',
  show: 'Montrer à l’agent',
  hide: 'Ne plus montrer',
  look: 'Montrer une image',
  pictureInPicture: 'Image dans l’image',
  shown: 'L’agent voit ceci',
  unseen: 'Vous seul voyez ceci',
  pauses: {
    'not-live': 'En attente de la conversation',
    muted: 'En pause tant que le micro est coupé',
    hidden: 'En pause en arrière-plan',
  },
  lastImage: 'Ce que l’agent a vu en dernier',
  off: { camera: 'La caméra est éteinte', screen: 'Aucun écran n’est partagé' },
};

export const look: LabelsOverride['look'] = {
  question: {
    camera: 'L’agent peut-il voir une image de votre caméra ?',
    screen: 'L’agent peut-il voir une image de votre écran ?',
  },
  note: {
    camera: 'La caméra s’allume pour une image, puis s’éteint. Vous trouverez l’image dans la conversation.',
    screen:
      'Vous choisissez ensuite quoi partager. Une image est prise, et vous la trouverez dans la conversation.',
  },
};
