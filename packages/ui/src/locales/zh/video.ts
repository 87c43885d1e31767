import type { LabelsOverride } from '../../labels/Labels.ts';

export const video: LabelsOverride['video'] = {
  camera: '摄像头',
  screen: '共享的屏幕',
  open: { camera: '打开摄像头', screen: '共享屏幕' },
  close: { camera: '关闭摄像头', screen: '停止共享' },
  opening: '正在打开…',
  show: '给智能体看',
  hide: '不再给它看',
  look: '只展示一张画面',
  pictureInPicture: '画中画',
  shown: '智能体正在看',
  unseen: '只有你能看到',
  pauses: {
    'not-live': '正在等待对话',
    muted: '静音时暂停',
    hidden: '在后台时暂停',
  },
  lastImage: '智能体最后看到的画面',
  off: { camera: '摄像头已关闭', screen: '未共享屏幕' },
};

export const look: LabelsOverride['look'] = {
  question: { camera: '允许智能体看一张摄像头画面吗？', screen: '允许智能体看一张屏幕画面吗？' },
  note: {
    camera: '摄像头打开拍一张后就会关闭，图片会出现在对话中。',
    screen: '接下来由你选择要共享的内容。只取一张图片，会出现在对话中。',
  },
};
