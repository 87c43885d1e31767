import type { LabelsOverride } from '../../labels/Labels.ts';
import { formatsOf, say } from '../formatsOf.ts';

const { numbers, plural, seconds, exactSeconds, timeLeft } = formatsOf('zh');
const GOES_ON = '恢复后对话将继续。';
const A_MOMENT = '对话稍后继续。';
const BACK = '已重新连接';
const TO_CONTINUE = '请重新开始以继续对话。';

/** The texts about the connection, and about the agent's memory. */
export const connection = {
  connectionNotices: {
    offline: say('你已离线', '网络恢复后对话将继续。'),
    paused: say('已暂停', '智能体听不到你的声音。'),
    queued: say('你正在排队', '所有智能体都在忙。你现在说的话会传给下一个智能体。'),
    'idle-warning': say('你还在吗？', '已经安静了很久，对话即将结束。'),
    'microphone-lost': say('麦克风已断开', '智能体听不到你的声音。请重新连接，或使用其他麦克风。'),
    'microphone-interrupted': say('其他应用正在使用麦克风', '该应用使用完后，智能体就能再次听到你的声音。'),
    resumed: say(BACK, '对话从中断处继续。'),
    reseeded: say(BACK, '智能体记得这段对话。'),
    fresh: say(BACK, '智能体已不记得之前的对话。'),
    'ended-idle': say('因长时间安静，对话已结束', TO_CONTINUE),
    'ended-hidden': say('对话已在后台结束', TO_CONTINUE),
  },
  reconnectionCauses: {
    'connection-lost': say('连接已断开', GOES_ON),
    'connection-silent': say('服务停止响应', GOES_ON),
    'network-changed': say('网络已切换', A_MOMENT),
    'session-expiring': say('正在更新连接', A_MOMENT),
    'session-expired': say('连接已达到时间上限', A_MOMENT),
    'config-changed': say('正在应用新设置', A_MOMENT),
    resumed: say('正在恢复对话', A_MOMENT),
  },
  connectionActions: {
    'try-now': '立即尝试',
    'try-again': '重试',
    reconnect: '重新连接',
    'start-again': '重新开始',
    resume: '继续',
    'keep-talking': '继续对话',
    'open-microphone': '使用其他麦克风',
    'turn-sound-on': '开启声音',
    reload: '重新加载页面',
  },
  nextAttempt: (value) => `${seconds(value)}后重试`,
  attempting: (attempt) => (attempt > 1 ? `正在连接，第 ${numbers.count(attempt)} 次尝试…` : '正在连接…'),
  endsIn: (value) => `${seconds(value)}后结束`,
  timeLeft: (ms) => `还剩 ${timeLeft(ms)}`,
  timeLeftTitle: '服务保持此连接的时间',
  continuity: {
    resumed: '已重新连接，对话继续。',
    reseeded: '已重新连接，智能体记得这段对话。',
    fresh: '已重新连接，智能体已不记得之前的对话。',
  },
  connectionRenewed: '连接已更新',
  lost: '丢失的内容',
  lostEntries: {
    'over-limit': (count) => plural(count, { other: '智能体已不记得之前的 # 条消息。' }),
    unsupported: (count) => plural(count, { other: '无法把之前的 # 条消息告知服务。' }),
    summarized: (count) => plural(count, { other: '智能体通过摘要了解之前的 # 条消息。' }),
  },
  lostMemory: {
    images: (count) => plural(count, { other: '智能体已看不到 # 张图片。' }),
    userAudio: (value) => `智能体没有听到你说的 ${exactSeconds(value)}内容。`,
    answer: '有一个回答被中断。',
    toolCall: '工具的结果没有传到智能体。',
    summary: '无法生成对话摘要。',
  },
} satisfies LabelsOverride;
