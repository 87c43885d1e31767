import type { LabelsOverride } from '../../labels/Labels.ts';
import { formatsOf } from '../formatsOf.ts';

const { consoleFigures, elapsed } = formatsOf('ar');

/** The labels of `Console`, `MessageActions`, `AttachmentTray` and the signs of a stage. */
export const stage = {
  elapsed,
  elapsedTitle: 'المدة',
  quality: { good: 'اتصال جيد', fair: 'اتصال متوسط', poor: 'اتصال ضعيف' },
  interruption: {
    ducked: 'خُفض الصوت أثناء حديثك',
    paused: 'توقف مؤقتًا أثناء حديثك',
    yielded: 'لقد قاطعت',
    resumed: 'يتابع الحديث',
  },
  messageActions: { name: 'حول هذه الرسالة', copy: 'نسخ', good: 'إجابة جيدة', bad: 'إجابة سيئة' },
  suggestions: 'اقتراحات',
  attachments: {
    name: 'صور هذه الرسالة',
    add: 'إضافة صور',
    drop: 'أفلت الصور هنا',
    unnamed: (position) => `الصورة ${position}`,
    preparing: (name) => `يجري تجهيز ${name}`,
    ready: (name) => `أُضيفت ${name}`,
    remove: (name) => `إزالة ${name}`,
    removed: (name) => `أُزيلت ${name}`,
    photo: 'التقاط صورة',
    sending: (name) => `يجري إرسال ${name}`,
    notSent: { title: 'لم تُرسَل هذه الصورة', advice: 'أزلها ثم أضفها من جديد.' },
    tooMany: { title: 'عدد الصور كبير جدًا', advice: 'أرسل هذه الصورة مع الرسالة التالية.' },
  },
  sessionSummary: {
    title: 'محادثتك',
    said: 'مرات حديثك',
    answers: 'الإجابات',
    interruptions: 'المقاطعات',
    tools: 'الأدوات المستخدمة',
    cost: 'التكلفة',
    count: consoleFigures.count,
  },
  console: {
    ...consoleFigures,
    name: 'وحدة التحكم',
    tabs: { transcript: 'المحادثة', events: 'الأحداث', metrics: 'القياسات', settings: 'الإعدادات' },
    clear: 'مسح',
    noEvents: 'لم يحدث شيء بعد.',
    sources: { command: 'إلى الخدمة', session: 'الجلسة', vendor: 'من الخدمة' },
    metrics: {
      last: 'آخر إجابة',
      p50: 'وسيط الإجابات',
      p95: 'المئين 95',
      buffer: 'مخزن التذبذب',
      gaps: 'انقطاعات الصوت',
      roundTrip: 'زمن الذهاب والإياب',
      jitter: 'التذبذب',
      loss: 'الحزم المفقودة',
      connection: 'الاتصال',
      model: 'النموذج',
      voice: 'الصوت',
    },
    pushToTalk: 'اضغط للتحدث',
    volume: 'مستوى الصوت',
  },
} satisfies LabelsOverride;
