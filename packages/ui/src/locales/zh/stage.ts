import type { LabelsOverride } from '../../labels/Labels.ts';
import { formatsOf } from '../formatsOf.ts';

const { consoleFigures, elapsed } = formatsOf('zh');

/** The labels of `Console`, `MessageActions`, `AttachmentTray` and the signs of a stage. */
export const stage = {
  elapsed,
  elapsedTitle: '时长',
  quality: { good: '连接良好', fair: '连接一般', poor: '连接较差' },
  interruption: {
    ducked: '你说话时已降低音量',
    paused: '你说话时已暂停',
    yielded: '你打断了回答',
    resumed: '继续回答',
  },
  messageActions: { name: '关于这条消息', copy: '复制', good: '回答不错', bad: '回答不好' },
  suggestions: '建议',
  attachments: {
    name: '此消息的图片',
    add: '添加图片',
    drop: '将图片拖放到此处',
    unnamed: (position) => `图片 ${position}`,
    preparing: (name) => `正在准备 ${name}`,
    ready: (name) => `已添加 ${name}`,
    remove: (name) => `移除 ${name}`,
    removed: (name) => `已移除 ${name}`,
    photo: '拍照',
    sending: (name) => `正在发送 ${name}`,
    notSent: { title: '此图片未能发送', advice: '请移除后重新添加。' },
    tooMany: { title: '图片太多', advice: '请在下一条消息中发送这张图片。' },
  },
  sessionSummary: {
    title: '你的对话',
    said: '你的发言',
    answers: '回答',
    interruptions: '打断',
    tools: '使用的工具',
    cost: '费用',
    count: consoleFigures.count,
  },
  console: {
    ...consoleFigures,
    name: '控制台',
    tabs: { transcript: '对话', events: '事件', metrics: '测量', settings: '设置' },
    clear: '清空',
    noEvents: '还没有发生任何事件。',
    sources: { command: '发往服务', session: '会话', vendor: '来自服务' },
    metrics: {
      last: '最近一次回答',
      p50: '回答中位数',
      p95: '第 95 百分位',
      buffer: '抖动缓冲',
      gaps: '播放中断',
      roundTrip: '往返时间',
      jitter: '抖动',
      loss: '丢失的数据包',
      connection: '连接',
      model: '模型',
      voice: '声音',
    },
    pushToTalk: '按住说话',
    volume: '音量',
  },
} satisfies LabelsOverride;
