import type { LabelsOverride } from '../../labels/Labels.ts';

export const video: LabelsOverride['video'] = {
  camera: 'Câmera',
  screen: 'Tela compartilhada',
  open: { camera: 'Ligar a câmera', screen: 'Compartilhar uma tela' },
  close: { camera: 'Desligar a câmera', screen: 'Parar de compartilhar' },
  opening: 'Abrindo…',
  show: 'Mostrar ao agente',
  hide: 'Parar de mostrar',
  look: 'Mostrar uma imagem',
  pictureInPicture: 'Picture-in-picture',
  shown: 'O agente vê isto',
  unseen: 'Só você vê isto',
  pauses: {
    'not-live': 'Aguardando a conversa',
    muted: 'Em pausa enquanto o microfone está desativado',
    hidden: 'Em pausa em segundo plano',
  },
  lastImage: 'O que o agente viu por último',
  off: { camera: 'A câmera está desligada', screen: 'Nenhuma tela está sendo compartilhada' },
};

export const look: LabelsOverride['look'] = {
  question: {
    camera: 'O agente pode ver uma imagem da sua câmera?',
    screen: 'O agente pode ver uma imagem da sua tela?',
  },
  note: {
    camera: 'A câmera abre para uma imagem e fecha de novo. A imagem aparece na conversa.',
    screen: 'Em seguida você escolhe o que compartilhar. Uma imagem é tirada e aparece na conversa.',
  },
};
