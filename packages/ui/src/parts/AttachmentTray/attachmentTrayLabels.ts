import { englishImageErrors } from '../../labels/englishImageErrors.ts';
import type { Labels, LabelsOverride } from '../../labels/Labels.ts';

/** The English labels of `AttachmentTray` and of the images of a `TextComposer`. */
export const attachmentTrayLabels = {
  attachments: {
    name: 'Images of this message',
    add: 'Add images',
    drop: 'Drop images here',
    unnamed: (position) => `Image ${position}`,
    preparing: (name) => `${name} is being prepared`,
    ready: (name) => `${name} was added`,
    remove: (name) => `Remove ${name}`,
    removed: (name) => `${name} was removed`,
    photo: 'Take a photo',
    sending: (name) => `${name} is being sent`,
    notSent: { title: 'This image was not sent', advice: 'Remove it, and add it again.' },
    tooMany: { title: 'Too many images', advice: 'Send this one with the next message.' },
  },
  errors: englishImageErrors as NonNullable<LabelsOverride['errors']>,
} satisfies LabelsOverride & Pick<Labels, 'attachments'>;
