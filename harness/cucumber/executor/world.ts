/** What a scenario shares between its steps, and the attachments that they make. */
import type { Attachment, AttachmentContentEncoding } from '@cucumber/messages';

/** What a World is made with; those of cucumber have more. */
export interface WorldParts {
  /** @throws Error if no step is running */
  readonly attach: (data: string | Buffer, mediaType?: string) => void;
  readonly log: (text: string) => void;
  readonly parameters: object;
}

/** The World of definitions that ask for no other. */
export class PlainWorld implements WorldParts {
  readonly attach: WorldParts['attach'];
  readonly log: WorldParts['log'];
  readonly parameters: object;

  constructor({ attach, log, parameters }: WorldParts) {
    this.attach = attach;
    this.log = log;
    this.parameters = parameters;
  }
}

/** @throws Error if bytes have no media type */
export function contentOf(
  data: string | Buffer,
  mediaType?: string,
): Pick<Attachment, 'body' | 'contentEncoding' | 'mediaType'> {
  const encoding = (name: 'IDENTITY' | 'BASE64') => name as AttachmentContentEncoding;
  if (typeof data === 'string') {
    return { body: data, contentEncoding: encoding('IDENTITY'), mediaType: mediaType ?? 'text/plain' };
  }
  if (mediaType === undefined) throw new Error('bytes need a media type: attach(bytes, "image/png")');
  return { body: data.toString('base64'), contentEncoding: encoding('BASE64'), mediaType };
}
