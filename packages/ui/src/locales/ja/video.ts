import type { LabelsOverride } from '../../labels/Labels.ts';

export const video: LabelsOverride['video'] = {
  camera: 'カメラ',
  screen: '共有中の画面',
  open: { camera: 'カメラをオンにする', screen: '画面を共有する' },
  close: { camera: 'カメラをオフにする', screen: '共有をやめる' },
  opening: '開いています…',
  show: 'エージェントに見せる',
  hide: '見せるのをやめる',
  look: '1枚だけ見せる',
  pictureInPicture: 'ピクチャー イン ピクチャー',
  shown: 'エージェントが見ています',
  unseen: 'あなただけに見えています',
  pauses: {
    'not-live': '会話を待っています',
    muted: 'ミュート中は止まります',
    hidden: 'バックグラウンドでは止まります',
  },
  lastImage: 'エージェントが最後に見た画像',
  off: { camera: 'カメラはオフです', screen: '画面は共有されていません' },
};

export const look: LabelsOverride['look'] = {
  question: {
    camera: 'カメラの画像を 1 枚エージェントに見せますか？',
    screen: '画面の画像を 1 枚エージェントに見せますか？',
  },
  note: {
    camera: 'カメラは 1 枚だけ撮って閉じます。画像は会話に表示されます。',
    screen: '次に共有するものを選びます。1 枚だけ撮り、会話に表示されます。',
  },
};
