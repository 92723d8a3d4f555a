/** Events and records of AWS. */
import { decodedText, elementsOf, type JsonPiece, pieceAt, piecesIn } from '../piece.ts';
import { type Content, inner, isListOf, left, type Reader, textAt, valueAt } from './reader.ts';

const API_GATEWAY: Reader = {
  name: 'API Gateway or Lambda URL event',
  marks: ['requestContext', 'routeKey', 'rawPath', 'httpMethod', 'resource', 'isBase64Encoded', 'body'],
  recognise(value) {
    if (!('requestContext' in value) || !('body' in value || 'isBase64Encoded' in value)) return undefined;
    return 'rawPath' in value || value.version === '2.0'
      ? 'it has requestContext and rawPath (payload 2.0)'
      : 'it has requestContext and a body (payload 1.0)';
  },
  *open(piece) {
    const { value } = piece;
    yield {
      kind: 'request',
      request: {
        pointer: piece.pointer,
        method: textAt(value, 'httpMethod') ?? textAt(value, 'requestContext', 'http', 'method'),
        url: textAt(value, 'rawPath') ?? textAt(value, 'path') ?? '',
        body: pieceAt(piece, 'body'),
        isBase64: valueAt(value, 'isBase64Encoded') === true,
      },
    };
  },
};

const EVENTBRIDGE: Reader = {
  name: 'EventBridge event',
  marks: ['detail-type', 'detail', 'source', 'account', 'region', 'resources'],
  recognise(value) {
    if ('detail-type' in value && 'detail' in value) return 'it has detail-type and detail';
    if ('DetailType' in value && 'Detail' in value) return 'it has DetailType and Detail';
    return isListOf(value.Entries, (one) => valueAt(one, 'Detail') !== undefined)
      ? 'Entries is a list with Detail'
      : undefined;
  },
  *open(piece) {
    for (const entry of elementsOf(pieceAt(piece, 'Entries'))) yield inner(entry);
    yield* theInner(pieceAt(piece, 'detail') ?? pieceAt(piece, 'Detail'));
  },
};

const SQS: Reader = {
  name: 'SQS message',
  marks: ['Records', 'Records.receiptHandle', 'Records.body', 'Messages', 'Messages.Body', 'receiptHandle'],
  recognise(value) {
    if (isMessage(value)) return 'it has a receipt handle and a body';
    if (isListOf(value.Records, isMessage) && isFilled(value.Records))
      return 'Records is a list of SQS messages';
    return isListOf(value.Messages, isMessage) && isFilled(value.Messages)
      ? 'Messages is a list of SQS messages'
      : undefined;
  },
  *open(piece) {
    if (isMessage(piece.value)) {
      yield* theInner(pieceAt(piece, 'body') ?? pieceAt(piece, 'Body'));
      return;
    }
    for (const message of elementsOf(pieceAt(piece, 'Records') ?? pieceAt(piece, 'Messages')))
      yield inner(message);
  },
};

function isMessage(value: unknown): boolean {
  const isReceived = valueAt(value, 'receiptHandle') ?? valueAt(value, 'ReceiptHandle');
  const isQueued = valueAt(value, 'eventSource') === 'aws:sqs';
  return (
    (isReceived !== undefined || isQueued) && (valueAt(value, 'body') ?? valueAt(value, 'Body')) !== undefined
  );
}

const SNS: Reader = {
  name: 'SNS notification',
  marks: ['Type', 'TopicArn', 'Message', 'Records.Sns'],
  recognise(value) {
    if ('TopicArn' in value && 'Message' in value) return 'it has TopicArn and Message';
    if (valueAt(value, 'Sns', 'Message') !== undefined) return 'it has Sns.Message';
    return isListOf(value.Records, (one) => valueAt(one, 'Sns') !== undefined) && isFilled(value.Records)
      ? 'Records is a list with Sns'
      : undefined;
  },
  *open(piece) {
    for (const record of elementsOf(pieceAt(piece, 'Records'))) yield inner(record);
    const message = pieceAt(piece, 'Message') ?? pieceAt(piece, 'Sns', 'Message');
    if (message !== undefined) yield inner(message);
  },
};

const KINESIS: Reader = {
  name: 'Kinesis record',
  marks: [
    'Records',
    'Records.kinesis',
    'Records.Data',
    'Records.SequenceNumber',
    'kinesis.data',
    'NextShardIterator',
  ],
  recognise(value) {
    if (isKinesis(value)) return 'it has data with a sequence number or a partition key';
    return isListOf(value.Records, isKinesis) && isFilled(value.Records)
      ? 'Records is a list of Kinesis records'
      : undefined;
  },
  *open(piece) {
    const records = pieceAt(piece, 'Records');
    for (const record of records === undefined ? [piece] : elementsOf(records)) {
      yield* dataOf(pieceAt(record, 'kinesis', 'data') ?? pieceAt(record, 'Data') ?? pieceAt(record, 'data'));
    }
  },
};

function isKinesis(value: unknown): boolean {
  if (typeof valueAt(value, 'kinesis', 'data') === 'string') return true;
  const has = (name: string) => valueAt(value, name) !== undefined;
  const isKeyed = ['SequenceNumber', 'PartitionKey', 'sequenceNumber', 'partitionKey'].some(has);
  return isKeyed && (has('Data') || has('data'));
}

const FIREHOSE: Reader = {
  name: 'Firehose record',
  marks: [
    'records',
    'records.recordId',
    'records.data',
    'deliveryStreamArn',
    'invocationId',
    'DeliveryStreamName',
  ],
  recognise(value) {
    if (isFirehose(value)) return 'it has recordId and data';
    if (
      isListOf(value.records, (one) => typeof valueAt(one, 'data') === 'string') &&
      isFilled(value.records)
    ) {
      return 'records is a list with data';
    }
    const isPut =
      isListOf(value.Records, (one) => valueAt(one, 'Data') !== undefined) ||
      valueAt(value, 'Record', 'Data') !== undefined;
    return isPut ? 'it has Records or Record with Data' : undefined;
  },
  *open(piece) {
    if (isFirehose(piece.value)) {
      yield* dataOf(pieceAt(piece, 'data'));
      return;
    }
    for (const record of elementsOf(pieceAt(piece, 'records'))) yield* dataOf(pieceAt(record, 'data'));
    for (const record of elementsOf(pieceAt(piece, 'Records'))) yield* dataOf(pieceAt(record, 'Data'));
    const one = pieceAt(piece, 'Record', 'Data');
    if (one !== undefined) yield* dataOf(one);
  },
};

function isFirehose(value: unknown): boolean {
  return valueAt(value, 'recordId') !== undefined && typeof valueAt(value, 'data') === 'string';
}

function isFilled(list: readonly unknown[]): boolean {
  return list.length > 0;
}

/** A text that begins like Base64 is unpacked. */
function* theInner(piece: JsonPiece | undefined): Generator<Content> {
  if (piece === undefined) return;
  const isEncoded = typeof piece.value === 'string' && /^[A-Za-z0-9+/]{8,}/.test(piece.value);
  if (isEncoded) yield* dataOf(piece);
  else yield inner(piece);
}

/** Base64, also of gzip, with one value or several; JSON that is not encoded is read too. */
export function* dataOf(piece: JsonPiece | undefined): Generator<Content> {
  if (piece === undefined) return;
  const { value, pointer } = piece;
  if (typeof value !== 'string') {
    yield inner(piece);
    return;
  }
  const text = /^\s*[[{]/.test(value) ? value : decodedText(value);
  const pieces = text === undefined ? [] : piecesIn(text, pointer);
  if (pieces.length === 0) yield left(pointer, 'its data is not Base64 of JSON');
  for (const found of pieces) yield inner(found);
}

export const AWS: readonly Reader[] = [API_GATEWAY, EVENTBRIDGE, SQS, SNS, KINESIS, FIREHOSE];
