import { createId } from '../../random.ts';
import type { Random } from '../../random.ts';
import { seeImage } from '../../vision/see-image.ts';
import type { SeenImage } from '../../vision/see-image.ts';
import { Fault } from './frames.ts';

/** The file settings of an agent. */
export interface FileSettings {
  readonly isEnabled: boolean;
  /** The most files of a conversation; -1 for any number. */
  readonly maxFiles: number;
}

/** A file that has been uploaded. Of an image, what it shows. */
export interface StoredFile {
  readonly image: SeenImage | null;
}

/** The largest file: the emulator's own choice, because the vendor publishes none. */
const MAX_BYTES = 10_000_000;

/** The most files of one message (clients of the vendor, 2026). */
const MAX_FILES_OF_MESSAGE = 5;

/** An upload that is refused, with its status and the vendor's name for it. The names are the emulator's own. */
export class UploadRefused extends Error {
  readonly status: 400 | 404 | 413;
  readonly reason: string;

  constructor(status: 400 | 404 | 413, reason: string, message: string) {
    super(message);
    this.status = status;
    this.reason = reason;
  }
}

/** The files of one conversation. */
class ConversationFiles {
  readonly #settings: FileSettings;
  readonly #files = new Map<string, StoredFile>();
  #count = 0;

  constructor(settings: FileSettings) {
    this.#settings = settings;
  }

  add(id: string, type: string, bytes: Uint8Array): void {
    const { isEnabled, maxFiles } = this.#settings;
    if (!isEnabled)
      throw new UploadRefused(400, 'file_input_disabled', 'File input is not enabled for this agent.');
    if (maxFiles >= 0 && this.#count >= maxFiles)
      throw new UploadRefused(400, 'too_many_files', `A conversation takes at most ${maxFiles} files.`);
    if (bytes.byteLength > MAX_BYTES)
      throw new UploadRefused(413, 'file_too_large', `The file is larger than ${MAX_BYTES} bytes.`);
    const isImage = type.startsWith('image/');
    const image = isImage ? seeImage(bytes) : null;
    const isTaken = isImage ? image?.mimeType === type : /^(application\/pdf|text\/[\w.+-]+)/.test(type);
    if (bytes.byteLength === 0 || !isTaken)
      throw new UploadRefused(400, 'unsupported_file', `Not a file that can be read: ${type || 'no type'}.`);
    this.#files.set(id, { image });
    this.#count += 1;
  }

  remove(id: string): boolean {
    return this.#files.delete(id);
  }

  /** Finds the files of a message. @throws Fault for one that is not there, and for too many. */
  take(ids: readonly string[]): readonly StoredFile[] {
    if (ids.length > MAX_FILES_OF_MESSAGE)
      throw new Fault('invalid_message', `files: at most ${MAX_FILES_OF_MESSAGE} files in a message.`);
    return ids.map((id) => {
      const file = this.#files.get(id);
      if (!file) throw new Fault('value_error', `There is no file '${id}' in this conversation.`);
      return file;
    });
  }
}

export type { ConversationFiles };

/** The files of all conversations that are open. The id of a conversation is the key to it, as with the vendor. */
export class FileStore {
  readonly #random: Random;
  readonly #conversations = new Map<string, ConversationFiles>();

  constructor(random: Random) {
    this.#random = random;
  }

  /** Begins to take files for a conversation, until `close`. */
  open(conversationId: string, settings: FileSettings): ConversationFiles {
    const files = new ConversationFiles(settings);
    this.#conversations.set(conversationId, files);
    return files;
  }

  close(conversationId: string): void {
    this.#conversations.delete(conversationId);
  }

  /** Stores a file and returns its id. @throws UploadRefused */
  upload(conversationId: string, type: string, bytes: Uint8Array): string {
    const id = createId(this.#random, 'file');
    this.#find(conversationId).add(id, type, bytes);
    return id;
  }

  /** Removes a file. @throws UploadRefused where there is none. */
  remove(conversationId: string, fileId: string): void {
    if (!this.#find(conversationId).remove(fileId))
      throw new UploadRefused(404, 'file_not_found', 'There is no such file.');
  }

  #find(conversationId: string): ConversationFiles {
    const files = this.#conversations.get(conversationId);
    if (files) return files;
    throw new UploadRefused(404, 'conversation_not_found', 'There is no such conversation, or it has ended.');
  }
}
