import type { LabelsOverride } from '../../labels/Labels.ts';

export const video: LabelsOverride['video'] = {
  camera: 'Cámara',
  screen: 'Pantalla compartida',
  open: { camera: 'Encender la cámara', screen: 'Compartir una pantalla' },
  close: { camera: 'Apagar la cámara', screen: 'Dejar de compartir' },
  opening: 'Abriendo…',
  show: 'Mostrárselo al agente',
  hide: 'Dejar de mostrarlo',
  look: 'Mostrar una imagen',
  pictureInPicture: 'Imagen en imagen',
  shown: 'El agente ve esto',
  unseen: 'Solo tú ves esto',
  pauses: {
    'not-live': 'Espera a la conversación',
    muted: 'En pausa mientras el micrófono está silenciado',
    hidden: 'En pausa en segundo plano',
  },
  lastImage: 'Lo último que vio el agente',
  off: { camera: 'La cámara está apagada', screen: 'No se comparte ninguna pantalla' },
};

export const look: LabelsOverride['look'] = {
  question: {
    camera: '¿Puede el agente ver una imagen de tu cámara?',
    screen: '¿Puede el agente ver una imagen de tu pantalla?',
  },
  note: {
    camera: 'La cámara se abre para una imagen y se cierra de nuevo. La imagen aparece en la conversación.',
    screen: 'Ahora eliges qué compartir. Se toma una imagen, que aparece en la conversación.',
  },
};
