import type { LabelsOverride } from '../../labels/Labels.ts';

export const video: LabelsOverride['video'] = {
  camera: 'الكاميرا',
  screen: 'الشاشة المُشارَكة',
  open: { camera: 'تشغيل الكاميرا', screen: 'مشاركة شاشة' },
  close: { camera: 'إيقاف الكاميرا', screen: 'إيقاف المشاركة' },
  opening: 'جارٍ الفتح…',
  show: 'عرضها على الوكيل',
  hide: 'إيقاف العرض',
  look: 'عرض صورة واحدة',
  pictureInPicture: 'صورة داخل صورة',
  shown: 'الوكيل يرى هذا',
  unseen: 'أنت وحدك ترى هذا',
  pauses: {
    'not-live': 'في انتظار المحادثة',
    muted: 'متوقف مؤقتًا أثناء كتم الصوت',
    hidden: 'متوقف مؤقتًا في الخلفية',
  },
  lastImage: 'آخر ما رآه الوكيل',
  off: { camera: 'الكاميرا مغلقة', screen: 'لا توجد شاشة مُشارَكة' },
};

export const look: LabelsOverride['look'] = {
  question: {
    camera: 'هل يمكن للوكيل رؤية صورة واحدة من الكاميرا؟',
    screen: 'هل يمكن للوكيل رؤية صورة واحدة من شاشتك؟',
  },
  note: {
    camera: 'تُفتح الكاميرا لصورة واحدة ثم تُغلق. ستجد الصورة في المحادثة.',
    screen: 'ستختار بعد ذلك ما تشاركه. تُلتقط صورة واحدة وستجدها في المحادثة.',
  },
};
